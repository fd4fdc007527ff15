package org.pollard.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A program with everything that it starts, which lives and dies like one machine. Confined to one
/// thread. Closing kills it.
final class Machine implements AutoCloseable {

  private final Path log;
  private final List<String> command;
  private final @Nullable Path pidFile;
  private @Nullable Process process;

  Machine(Path log, List<String> command) {
    this(log, command, null);
  }

  /// @param pidFile names in its first line what was started and belongs to nobody any more
  Machine(Path log, List<String> command, @Nullable Path pidFile) {
    this.log = log;
    this.command = List.copyOf(command);
    this.pidFile = pidFile;
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /// All at once, as a power cut does.
  void kill() throws InterruptedException, IOException {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>();
    all.add(running.toHandle());
    running.descendants().forEach(all::add);
    orphan()
        .ifPresent(
            orphan -> {
              all.add(orphan);
              orphan.descendants().forEach(all::add);
            });
    all.forEach(ProcessHandle::destroyForcibly);
    // Whoever was started between the look and the blow.
    for (ProcessHandle each : all) {
      each.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    if (!running.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(command.getFirst() + " did not end, see " + log);
    }
    for (ProcessHandle each : all) {
      each.onExit().completeOnTimeout(each, 30, TimeUnit.SECONDS).join();
    }
  }

  private Optional<ProcessHandle> orphan() throws IOException {
    if (pidFile == null || !Files.exists(pidFile)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
        .filter(each -> each.info().command().orElse("").endsWith("/postgres"));
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
