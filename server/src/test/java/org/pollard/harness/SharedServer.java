package org.pollard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes one server that all of them share, and one browser, since a start costs
/// seconds: it starts when the first asks and stops after the last of this JVM, and not with each
/// class, which Maven hands to one JVM of several as a run of its own. Tests keep apart by
/// classrooms of their own.
public final class SharedServer implements ParameterResolver {

  private record Held(RunningServer server, Path data) implements AutoCloseable {

    static Held start() {
      try {
        Path data = Files.createTempDirectory("pollard-it");
        return new Held(RunningServer.start(data, Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT)), data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RunningServer.class || type == TestBrowsers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store shared =
        context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedServer.class));
    RunningServer server =
        shared.computeIfAbsent(Held.class, _ -> Held.start(), Held.class).server();
    return parameter.getParameter().getType() == RunningServer.class
        ? server
        : shared.computeIfAbsent(
            TestBrowsers.class, _ -> new TestBrowsers(server.base()), TestBrowsers.class);
  }
}
