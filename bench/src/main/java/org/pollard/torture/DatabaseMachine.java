package org.pollard.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One machine of PostgreSQL, which Patroni makes the primary or a standby: what it listens on, and
/// the wires by which it is reached and reaches etcd. Confined to one thread.
final class DatabaseMachine implements AutoCloseable {

  private final String name;
  private final Path shared;
  private final int sql = Installed.freePort();
  private final int rest = Installed.freePort();
  private final Wire sqlWire = new Wire(sql);
  private final Wire restWire = new Wire(rest);
  private final Wire etcdWire;
  private final Machine machine;

  /// @param logs where it logs
  /// @param shared where it keeps its data, which whoever is not root may write to
  DatabaseMachine(String name, Path logs, Path shared, Etcd etcd) {
    this.name = name;
    this.shared = shared;
    this.etcdWire = new Wire(etcd.port());
    List<String> command = new ArrayList<>();
    if (Installed.isRoot()) {
      command.addAll(
          List.of(
              "setpriv",
              "--reuid=postgres",
              "--regid=postgres",
              "--clear-groups",
              "env",
              "HOME=" + shared));
    }
    command.addAll(List.of(Installed.path("patroni"), config().toString()));
    this.machine =
        new Machine(
            logs.resolve(name + ".log"), command, shared.resolve(name).resolve("postmaster.pid"));
  }

  private Path config() {
    return shared.resolve(name + ".yml");
  }

  /// Where it is reached by its wires.
  int sqlPort() {
    return sqlWire.port();
  }

  int restPort() {
    return restWire.port();
  }

  void configure() throws IOException {
    Files.writeString(
        config(),
        """
          scope: pollard
          name: %1$s
          restapi:
            listen: 127.0.0.1:%2$d
            connect_address: 127.0.0.1:%3$d
          etcd3:
            host: 127.0.0.1:%4$d
            use_proxies: true
          bootstrap:
            dcs:
              ttl: 8
              loop_wait: 1
              retry_timeout: 3
              maximum_lag_on_failover: 1048576
              master_start_timeout: 0
              synchronous_mode: true
              synchronous_mode_strict: true
              postgresql:
                use_pg_rewind: true
                parameters:
                  wal_log_hints: "on"
                  max_connections: 100
                  wal_receiver_timeout: 5s
                  wal_sender_timeout: 5s
                  wal_retrieve_retry_interval: 500ms
            initdb:
              - encoding: UTF8
              - locale: C.UTF-8
              - data-checksums
            pg_hba:
              - local all all trust
              - host all all 127.0.0.1/32 trust
              - host replication all 127.0.0.1/32 trust
          postgresql:
            listen: 127.0.0.1:%5$d
            connect_address: 127.0.0.1:%6$d
            data_dir: %7$s
            bin_dir: %8$s
            pgpass: %7$s.pass
            remove_data_directory_on_rewind_failure: true
            remove_data_directory_on_diverged_timelines: true
            authentication:
              superuser:
                username: postgres
              replication:
                username: replicator
            parameters:
              unix_socket_directories: %9$s
          """
            .formatted(
                name,
                rest,
                restWire.port(),
                etcdWire.port(),
                sql,
                sqlWire.port(),
                shared.resolve(name),
                Installed.postgresPrograms().orElseThrow(),
                shared));
  }

  void start() throws IOException {
    machine.start();
  }

  void kill() throws IOException, InterruptedException {
    machine.kill();
  }

  boolean isPrimary() {
    return asked("primary").isPresent();
  }

  /// Whether etcd knows a standby that may take over. What Patroni says of itself may be older.
  boolean knowsSynchronousStandby() {
    return asked("cluster").orElse("").contains("\"sync_standby\"");
  }

  /// What Patroni answers, not by the wire, so also while that is cut.
  private Optional<String> asked(String what) {
    return Waiting.asked(rest, what);
  }

  /// Nobody reaches it, and it reaches nobody.
  void cut() {
    wires().forEach(Wire::cut);
  }

  /// Whoever is served reaches it still, and it may think for a while that it is what it was.
  void cutFromPeers() {
    etcdWire.cut();
  }

  /// What it was asked on other ways meanwhile goes on.
  void mendToPeers() {
    etcdWire.mend();
  }

  void mend() {
    wires().forEach(Wire::mend);
  }

  private Stream<Wire> wires() {
    return Stream.of(sqlWire, restWire, etcdWire);
  }

  @Override
  public void close() {
    machine.close();
    wires().forEach(Wire::close);
  }
}
