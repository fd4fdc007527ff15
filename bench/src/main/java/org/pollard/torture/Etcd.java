package org.pollard.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The judge: whoever it calls the primary is the primary. Confined to one thread.
final class Etcd implements AutoCloseable {

  private final int port = Installed.freePort();
  private final Machine machine;

  /// @param logs where it logs
  /// @param shared where it keeps what it knows
  Etcd(Path logs, Path shared) {
    this.machine =
        new Machine(
            logs.resolve("etcd.log"),
            List.of(
                Installed.path("etcd"),
                "--data-dir=" + shared.resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:" + port,
                "--advertise-client-urls=http://127.0.0.1:" + port,
                "--listen-peer-urls=http://127.0.0.1:0",
                "--log-level=warn"));
  }

  int port() {
    return port;
  }

  /// Until it has agreed with itself: Patroni ends when it meets one that has not.
  void start() throws IOException, InterruptedException {
    machine.start();
    Waiting.until(
        "etcd",
        () ->
            Waiting.asked(port, "version")
                .filter(each -> !each.contains("not_decided"))
                .isPresent());
  }

  void kill() throws IOException, InterruptedException {
    machine.kill();
  }

  @Override
  public void close() {
    machine.close();
  }
}
