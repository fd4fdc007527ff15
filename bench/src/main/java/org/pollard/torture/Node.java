package org.pollard.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One packaged server as a process on loopback, started again as often as it is killed; all that
/// it says goes to a file. Whoever starts and ends it does so from one thread; its address may be
/// asked from any. Closing stops it.
final class Node implements AutoCloseable {

  static final String ADMIN_TOKEN = "torture-admin-token-0123456789";

  private static final Pattern READY = Pattern.compile("Pollard is ready at (http://\\S+)");

  private final String name;
  private final Path folder;
  private final Map<String, String> environment;
  private @Nullable Process process;
  private volatile @Nullable URI base;

  /// @param environment settings beside the folder and the address
  Node(String name, Path folder, Map<String, String> environment) {
    this.name = name;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  Path data() {
    return folder.resolve(name);
  }

  /// Such as `http://127.0.0.1:41234`, another one after each start; empty while it is down.
  Optional<URI> base() {
    return Optional.ofNullable(base);
  }

  /// From now on until its end the operating system lets it write no file beyond this size.
  void limitFiles(long bytes) throws IOException, InterruptedException {
    long pid = Objects.requireNonNull(process, "not started").pid();
    Process limiting =
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes)
            .inheritIO()
            .start();
    if (limiting.waitFor() != 0) {
      throw new IllegalStateException("prlimit failed for " + name);
    }
  }

  /// Starts it and waits until it is ready.
  void start() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // Its life is short: the quick compiler pays off, the thorough one does not.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            Objects.requireNonNull(System.getProperty("pollard.jar"), "pollard.jar"));
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeIf(each -> each.startsWith("POLLARD_"));
    builder.environment().put("POLLARD_DATA_DIR", data().toString());
    builder.environment().put("POLLARD_HTTP_HOST", "127.0.0.1");
    builder.environment().put("POLLARD_HTTP_PORT", "0");
    builder.environment().put("POLLARD_ADMIN_TOKEN", ADMIN_TOKEN);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(data());
      Process started = builder.start();
      process = started;
      CompletableFuture<URI> ready = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> read(started, ready));
      base = ready.get(60, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      kill();
      throw new IllegalStateException(name + " did not start, see " + log(), e);
    }
  }

  /// Ends it as a power cut would: SIGKILL.
  void kill() {
    end(true);
  }

  /// Ends it as an operator would: SIGTERM.
  void stop() {
    end(false);
  }

  @Override
  public void close() {
    end(false);
  }

  private void end(boolean atOnce) {
    Process ending = process;
    if (ending == null) {
      return;
    }
    if (atOnce) {
      ending.destroyForcibly();
    } else {
      ending.destroy();
    }
    try {
      if (!ending.waitFor(60, TimeUnit.SECONDS)) {
        ending.destroyForcibly();
        throw new IllegalStateException(name + " did not end, see " + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    base = null;
    process = null;
  }

  private Path log() {
    return folder.resolve(name + ".log");
  }

  private void read(Process started, CompletableFuture<URI> ready) {
    try (BufferedReader lines = started.inputReader(UTF_8);
        Writer log =
            Files.newBufferedWriter(
                log(), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.write(line + "\n");
        log.flush();
        Matcher found = READY.matcher(line);
        if (found.find()) {
          ready.complete(URI.create(found.group(1)));
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IllegalStateException("it ended"));
  }
}
