package org.pollard.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packaged server as an operator starts it: a process of its own, on loopback and a free port.
/// Thread-safe. Closing stops it.
public final class RunningServer implements AutoCloseable {

  /// Of every server that is not given a token of its own.
  public static final String ADMIN_TOKEN = "test-admin-token-0123456789";

  /// In the environment of a start: how many descriptors the process may have.
  public static final String DESCRIPTORS = "ulimit -n";

  private static final Pattern READY = Pattern.compile("Pollard is ready at (http://[^\\s\"]+)");

  private final Process process;
  private final Path dataDir;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private final Thread reader;

  private RunningServer(Process process, Path dataDir) {
    this.process = process;
    this.dataDir = dataDir;
    // Reading from a process holds its carrier, and there are as few of those as cores.
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  /// Starts a server and waits until it says that it is ready.
  ///
  /// @param environment beside or in place of what every test server gets
  /// @param arguments those that begin with -D or -X go to the JVM
  /// @throws IllegalStateException with all that it said when it ended instead
  public static RunningServer start(
      Path dataDir, Map<String, String> environment, String... arguments) {
    RunningServer server = launch(dataDir, environment, arguments);
    try {
      server.address.get(120, TimeUnit.SECONDS);
      return server;
    } catch (Exception e) {
      server.kill();
      throw new IllegalStateException("the server did not start:\n" + server.output(), e);
    }
  }

  /// The same without waiting, for starts that are meant to fail.
  public static RunningServer launch(
      Path dataDir, Map<String, String> environment, String... arguments) {
    String descriptors = environment.getOrDefault(DESCRIPTORS, "");
    List<String> command =
        Stream.of(
                descriptors.isEmpty()
                    ? Stream.<String>of()
                    : Stream.of(
                        "bash", "-c", "ulimit -n " + descriptors + " && exec \"$0\" \"$@\""),
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    // Its life is short: the quick compiler pays off, the thorough one does not.
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow"),
                StartCache.options(arguments).stream(),
                Stream.of(arguments).filter(RunningServer::isOfJvm),
                Stream.of(
                    "-jar",
                    Objects.requireNonNull(System.getProperty("pollard.jar"), "set by the build")),
                Stream.of(arguments).filter(each -> !isOfJvm(each)))
            .flatMap(each -> each)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("POLLARD_"));
    builder.environment().put("POLLARD_DATA_DIR", dataDir.toString());
    builder.environment().put("POLLARD_HTTP_HOST", "127.0.0.1");
    builder.environment().put("POLLARD_HTTP_PORT", "0");
    if (List.of(arguments).contains("--demo")) {
      // Else every demo would try for the same one.
      builder.environment().put("POLLARD_HTTPS_PORT", "0");
    }
    builder.environment().put("POLLARD_ADMIN_TOKEN", ADMIN_TOKEN);
    builder.environment().putAll(environment);
    builder.environment().remove(DESCRIPTORS);
    builder.environment().values().removeIf(String::isEmpty);
    try {
      Files.createDirectories(dataDir);
      return new RunningServer(builder.start(), dataDir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfJvm(String argument) {
    return argument.startsWith("-D") || argument.startsWith("-X");
  }

  /// Such as `http://127.0.0.1:41234`.
  public URI base() {
    return address.join();
  }

  /// A client with the administrator's token.
  public Canvas admin() {
    return new Canvas(base(), ADMIN_TOKEN);
  }

  /// A client with this token; null means without one.
  public Canvas as(@Nullable String token) {
    return new Canvas(base(), token);
  }

  /// All that it has said so far.
  public String output() {
    return String.join("\n", lines);
  }

  /// The link that signs in the Host, once.
  public String hostLink() {
    try {
      return Files.readString(dataDir.resolve("host-link")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Process process() {
    return process;
  }

  /// Ends the process as a power cut would: SIGKILL.
  public void kill() {
    process.destroyForcibly();
    waitForEnd();
  }

  /// Waits until the process ended by itself and gives its exit code.
  public int exitCode() {
    waitForEnd();
    return process.exitValue();
  }

  @Override
  public void close() {
    // Not by Process, which closes its output at once: a server that is to make a start-up cache
    // cannot say that it does, and gives up.
    process.toHandle().destroy();
    waitForEnd();
  }

  private void waitForEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the server did not end:\n" + output());
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader reading = process.inputReader(UTF_8)) {
      for (String line = reading.readLine(); line != null; line = reading.readLine()) {
        lines.add(line);
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          address.complete(URI.create(ready.group(1)));
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    address.completeExceptionally(new IllegalStateException("the server ended"));
  }
}
