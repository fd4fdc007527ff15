package org.pollard.bench;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;

/// The methods of Pollard, and of the frameworks that it stands on, that another process enters, as
/// its debugger is told. Thread-safe. Closing lets go of the process.
final class Entered implements AutoCloseable {

  private static final List<String> LISTENED_TO =
      List.of("org.pollard.*", "io.quarkus.*", "org.jboss.resteasy.*", "io.vertx.ext.web.*");
  private static final String ATTACHING = "com.sun.jdi.SocketAttach";

  private final VirtualMachine vm;
  private final List<MethodEntryRequest> requests;
  // Asking takes a round trip, and what is entered in the meantime waits.
  private final Map<ThreadReference, String> names = new HashMap<>();
  private SequencedSet<Step> steps = new LinkedHashSet<>();

  /// A method that was entered.
  ///
  /// @param thread its name without numbers
  /// @param file the source file, from the root package on
  /// @param value whether its type is a record, an enum or an interface
  record Step(String thread, String file, String method, boolean value) {}

  private Entered(VirtualMachine vm) {
    this.vm = vm;
    this.requests = LISTENED_TO.stream().map(this::entering).toList();
    Thread.ofPlatform().name("debugger").daemon().start(this::listenOn);
  }

  private MethodEntryRequest entering(String classes) {
    MethodEntryRequest request = vm.eventRequestManager().createMethodEntryRequest();
    request.addClassFilter(classes);
    request.setSuspendPolicy(EventRequest.SUSPEND_NONE);
    return request;
  }

  /// @param port on which a process with the agent `jdwp` listens
  static Entered at(int port) throws IOException, IllegalConnectorArgumentsException {
    AttachingConnector attaching =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals(ATTACHING))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = attaching.defaultArguments();
    Objects.requireNonNull(arguments.get("port")).setValue(Integer.toString(port));
    Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
    return new Entered(attaching.attach(arguments));
  }

  void listen() {
    requests.forEach(EventRequest::enable);
  }

  void ignore() {
    requests.forEach(EventRequest::disable);
  }

  /// What was entered since the last time it was asked, in the order of first entry.
  synchronized SequencedSet<Step> taken() {
    SequencedSet<Step> taken = steps;
    steps = new LinkedHashSet<>();
    return taken;
  }

  private void listenOn() {
    try {
      while (true) {
        for (Event event : vm.eventQueue().remove()) {
          if (event instanceof MethodEntryEvent entry) {
            note(entry);
          }
        }
      }
    } catch (VMDisconnectedException | InterruptedException _) {
      // The end.
    }
  }

  private void note(MethodEntryEvent entry) {
    Method method = entry.method();
    ReferenceType type = method.declaringType();
    String file;
    try {
      file = type.sourcePaths(null).getFirst();
    } catch (AbsentInformationException _) {
      return; // made by the framework
    }
    if (!file.endsWith(".java")) {
      return;
    }
    String thread =
        names.computeIfAbsent(entry.thread(), each -> each.name().replaceAll("[0-9]+", ""));
    Step step =
        new Step(
            thread, file, type.name() + "." + method.name() + method.signature(), isValue(type));
    synchronized (this) {
      steps.add(step);
    }
  }

  private static boolean isValue(ReferenceType type) {
    return !(type instanceof ClassType of)
        || of.isEnum()
        || (of.superclass() != null && of.superclass().name().equals("java.lang.Record"));
  }

  @Override
  public void close() {
    vm.dispose();
  }
}
