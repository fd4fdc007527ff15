package org.pollard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A server as a process of its own, on loopback and a free port. Closing stops it.
final class ServerProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("ready at (http://\\S+)");
  private static final Path NODE = Path.of("bench", "node");

  private final Process process;
  private final CompletableFuture<URI> base = new CompletableFuture<>();

  private ServerProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /// Starts the packaged server and waits until it is ready.
  ///
  /// @param environment its settings, beside those for loopback and a free port
  /// @param jvm options of its JVM
  static ServerProcess start(Path dataDir, Map<String, String> environment, String... jvm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of(jvm));
    command.add("-jar");
    command.add(Objects.requireNonNull(System.getProperty("pollard.jar"), "set by bin/bench"));
    ProcessBuilder builder = new ProcessBuilder(command);
    set(builder, dataDir, environment);
    return start(builder);
  }

  private static void set(ProcessBuilder builder, Path dataDir, Map<String, String> environment) {
    builder.environment().put("POLLARD_DATA_DIR", dataDir.toString());
    builder.environment().put("POLLARD_HTTP_HOST", "127.0.0.1");
    builder.environment().put("POLLARD_HTTP_PORT", "0");
    builder.environment().putAll(environment);
  }

  /// Starts the server as an operator does, with `bin/serve`, which prepares fast starts the first
  /// time it is called after a build.
  ///
  /// @param checkout whose script it is
  /// @param jvm options of its JVM, beside those of the script
  static ServerProcess startByScript(
      Path checkout, Path dataDir, Map<String, String> environment, String... jvm) {
    List<String> command = new ArrayList<>();
    command.add(checkout.resolve("bin").resolve("serve").toString());
    command.add("--");
    command.addAll(List.of(jvm));
    ProcessBuilder builder = new ProcessBuilder(command);
    set(builder, dataDir, environment);
    return start(builder);
  }

  /// Starts one of the plain servers in `bench/node`; empty when their libraries are not there.
  static Optional<ServerProcess> node(String script, Map<String, String> environment) {
    if (!Files.isDirectory(NODE.resolve("node_modules"))) {
      return Optional.empty();
    }
    ProcessBuilder builder = new ProcessBuilder("node", NODE.resolve(script).toString());
    builder.environment().putAll(environment);
    builder.environment().put("NODE_ENV", "production");
    return Optional.of(start(builder));
  }

  /// Starts one of the programs of `bench/native`; empty when they were not built.
  static Optional<ServerProcess> program(String name) {
    Path program = LightLoad.PROGRAMS.resolve(name);
    return Files.isExecutable(program)
        ? Optional.of(start(new ProcessBuilder(program.toString())))
        : Optional.empty();
  }

  /// Starts a program of this benchmark in a JVM of its own.
  static ServerProcess of(Class<?> program) {
    return start(
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()));
  }

  private static ServerProcess start(ProcessBuilder builder) {
    try {
      ServerProcess server = new ServerProcess(builder.redirectErrorStream(true).start());
      server.base.get(300, TimeUnit.SECONDS);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the server did not start", e);
    }
  }

  URI base() {
    return base.join();
  }

  /// What it has used of the processors so far.
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// How much of that the JVM's compilers used, those that are there now.
  Duration compilers() {
    long ticks = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        int name = stat.lastIndexOf(')');
        if (stat.substring(0, name).contains("CompilerThre")) {
          // User and system time are the 14th and 15th, counted from 1.
          String[] fields = stat.substring(name + 2).split(" ", -1);
          ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Duration.ofMillis(ticks * 10);
  }

  long pid() {
    return process.pid();
  }

  /// Resident memory in KiB.
  long residentKib() {
    String value = Machine.first("/proc/" + process.pid() + "/status", "VmRSS");
    return Long.parseLong(value.substring(0, value.indexOf(' ')));
  }

  /// Ends it without letting it tidy up.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (said.length() < 10_000) {
          said.append(line).append('\n');
        }
        if (line.contains("ERROR")) {
          System.err.println(line);
        }
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          base.complete(URI.create(ready.group(1)));
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    base.completeExceptionally(new IllegalStateException("the server ended:\n" + said));
  }
}
