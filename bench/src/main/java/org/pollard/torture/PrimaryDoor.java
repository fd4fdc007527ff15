package org.pollard.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// HAProxy before two machines of PostgreSQL: it leads to the one of which Patroni says that it is
/// the primary. Confined to one thread.
final class PrimaryDoor implements AutoCloseable {

  private final int port = Installed.freePort();
  private final Path shared;
  private final Machine machine;

  PrimaryDoor(Path logs, Path shared) {
    this.shared = shared;
    this.machine =
        new Machine(
            logs.resolve("haproxy.log"),
            List.of(
                Installed.path("haproxy"), "-db", "-f", shared.resolve("haproxy.cfg").toString()));
  }

  int port() {
    return port;
  }

  void configure(DatabaseMachine first, DatabaseMachine second) throws IOException {
    Files.writeString(
        shared.resolve("haproxy.cfg"),
        """
        global
          maxconn 1000
        defaults
          mode tcp
          timeout connect 3s
          timeout client 30m
          timeout server 30m
          timeout check 2s
        listen primary
          bind 127.0.0.1:%d
          option httpchk OPTIONS /primary
          http-check expect status 200
          default-server inter 500ms fall 3 rise 1 on-marked-down shutdown-sessions
          server pg1 127.0.0.1:%d check port %d
          server pg2 127.0.0.1:%d check port %d
        """
            .formatted(
                port, first.sqlPort(), first.restPort(), second.sqlPort(), second.restPort()));
  }

  void start() throws IOException {
    machine.start();
  }

  void kill() throws IOException, InterruptedException {
    machine.kill();
  }

  @Override
  public void close() {
    machine.close();
  }
}
