package org.pollard.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Three servers on two machines of PostgreSQL, of which Patroni makes one the primary, with etcd
/// as the judge and HAProxy before them: strictly synchronous, as the recipe in docs/scale.md has
/// it. Each machine hangs on wires that can be cut.
final class ClusterSite implements Site {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LONGEST_LOSS_MILLIS = 3_000;
  private static final int LOWEST_PORT = 20_000;
  private static final int ABOVE_HIGHEST_PORT = 32_768;
  private static final List<Path> PROGRAM_FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/usr/local/bin"));
  private static final Path POSTGRES = Path.of("/usr/lib/postgresql");

  private final Path folder;
  private final Path shared;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final int etcdPort = freePort();
  private final int doorPort = freePort();
  private final List<DatabaseMachine> databases = new ArrayList<>();
  private final Machine etcd;
  private final Machine haproxy;
  private List<Node> nodes = List.of();

  /// One machine of PostgreSQL: what it listens on, and the wires by which it is reached and
  /// reaches etcd.
  private final class DatabaseMachine {

    private final String name;
    private final int sql = freePort();
    private final int rest = freePort();
    private final Wire sqlWire = new Wire(sql);
    private final Wire restWire = new Wire(rest);
    private final Wire etcdWire = new Wire(etcdPort);
    private final Machine machine;

    DatabaseMachine(String name) {
      this.name = name;
      List<String> command = new ArrayList<>();
      if (isRoot()) {
        command.addAll(
            List.of(
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                "env",
                "HOME=" + shared));
      }
      command.addAll(List.of(program("patroni").orElseThrow().toString(), config().toString()));
      this.machine =
          new Machine(
              folder.resolve(name + ".log"),
              command,
              shared.resolve(name).resolve("postmaster.pid"));
    }

    private Path config() {
      return shared.resolve(name + ".yml");
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
                  postgresPrograms().orElseThrow(),
                  shared));
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
      return ClusterSite.this.asked(rest, what);
    }

    void cut() {
      Stream.of(sqlWire, restWire, etcdWire).forEach(Wire::cut);
    }

    void mend() {
      Stream.of(sqlWire, restWire, etcdWire).forEach(Wire::mend);
    }

    void close() {
      machine.close();
      Stream.of(sqlWire, restWire, etcdWire).forEach(Wire::close);
    }
  }

  ClusterSite(Path folder) {
    this.folder = folder;
    try {
      // PostgreSQL does not run as root, and may not come to where the logs are.
      this.shared = Files.createTempDirectory("pollard-cluster");
      Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.etcd =
        new Machine(
            folder.resolve("etcd.log"),
            List.of(
                program("etcd").orElseThrow().toString(),
                "--data-dir=" + shared.resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:" + etcdPort,
                "--advertise-client-urls=http://127.0.0.1:" + etcdPort,
                "--listen-peer-urls=http://127.0.0.1:0",
                "--log-level=warn"));
    this.haproxy =
        new Machine(
            folder.resolve("haproxy.log"),
            List.of(
                program("haproxy").orElseThrow().toString(),
                "-db",
                "-f",
                shared.resolve("haproxy.cfg").toString()));
    databases.add(new DatabaseMachine("pg1"));
    databases.add(new DatabaseMachine("pg2"));
  }

  /// What is answered there, empty when it is no or nothing.
  private Optional<String> asked(int port, String what) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + what))
                  .timeout(Duration.ofSeconds(2))
                  .build(),
              BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// What this machine lacks for it; empty when nothing.
  static Optional<String> missing() {
    List<String> missing =
        new ArrayList<>(
            Stream.of("patroni", "etcd", "haproxy", "setpriv")
                .filter(each -> program(each).isEmpty())
                .toList());
    if (postgresPrograms().isEmpty()) {
      missing.add("postgresql");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "there is no "
                + String.join(", ", missing)
                + " here; Debian's packages are patroni, etcd-server, haproxy and postgresql");
  }

  private static Optional<Path> program(String name) {
    return PROGRAM_FOLDERS.stream()
        .map(each -> each.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The newest of Debian's.
  private static Optional<Path> postgresPrograms() {
    if (!Files.isDirectory(POSTGRES)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(POSTGRES)) {
      return versions
          .map(each -> each.resolve("bin"))
          .filter(each -> Files.isExecutable(each.resolve("postgres")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Below those that outgoing connections take, of which one might have it meanwhile.
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, ABOVE_HIGHEST_PORT);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException e) {
        // Somebody listens there.
      }
    }
  }

  @Override
  public void start() throws Exception {
    startEtcd();
    for (DatabaseMachine each : databases) {
      each.configure();
      each.machine.start();
    }
    writeHaproxy();
    haproxy.start();
    awaitWholeCluster();
    try (Connection connection = DriverManager.getConnection(url("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      // As an operator makes one: it owns its database and nothing else.
      statement.execute("CREATE ROLE pollard LOGIN");
      statement.execute("CREATE DATABASE pollard OWNER pollard");
    }
    String byBoth =
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/pollard?user=pollard"
            .formatted(databases.getFirst().sqlWire.port(), databases.getLast().sqlWire.port());
    nodes =
        List.of(
            new Node("node1", folder, Map.of("POLLARD_DATABASE_URL", url())),
            new Node("node2", folder, Map.of("POLLARD_DATABASE_URL", url())),
            new Node("node3", folder, Map.of("POLLARD_DATABASE_URL", byBoth)));
    nodes.forEach(Node::start);
  }

  /// Patroni ends when it meets one that has not yet agreed with itself.
  private void startEtcd() throws IOException, InterruptedException {
    etcd.start();
    await(
        "etcd",
        () -> asked(etcdPort, "version").filter(each -> !each.contains("not_decided")).isPresent());
  }

  private void writeHaproxy() throws IOException {
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
                doorPort,
                databases.getFirst().sqlWire.port(),
                databases.getFirst().restWire.port(),
                databases.getLast().sqlWire.port(),
                databases.getLast().restWire.port()));
  }

  /// A primary, and a standby that every commit waits for: only then another loss is one of one
  /// machine.
  private void awaitWholeCluster() throws InterruptedException {
    await(
        "a primary with a synchronous standby",
        () ->
            databases.stream()
                .anyMatch(each -> each.isPrimary() && each.knowsSynchronousStandby()));
    await("the door to the primary", this::answers);
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(url("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(String what, Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(what + " did not come");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /// With a standby that can take over, which an earlier blow may have cost it since.
  private DatabaseMachine primary() throws InterruptedException {
    awaitWholeCluster();
    return databases.stream()
        .filter(DatabaseMachine::isPrimary)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no primary"));
  }

  private DatabaseMachine other(DatabaseMachine than) {
    return databases.stream().filter(each -> each != than).findFirst().orElseThrow();
  }

  @Override
  public List<Node> nodes() {
    return nodes;
  }

  @Override
  public String url() {
    return url("pollard", "pollard");
  }

  private String url(String database, String user) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&connectTimeout=5&loginTimeout=5"
        .formatted(doorPort, database, user);
  }

  @Override
  public List<Blow> blows() {
    return List.of(
        new Blow("primary killed", this::killPrimary),
        new Blow("primary cut off", this::cutPrimaryOff),
        new Blow("primary cut off from its peers", this::cutPrimaryOffFromPeers),
        new Blow("standby killed", this::killStandby),
        new Blow("etcd killed", this::killEtcd),
        new Blow("server killed", this::killServers),
        new Blow("everything killed", this::killAll));
  }

  /// A failover alone takes longer than that of one machine's blows.
  @Override
  public Duration betweenBlows() {
    return Duration.ofSeconds(30);
  }

  private void killPrimary(RandomGenerator random) throws Exception {
    DatabaseMachine hit = primary();
    hit.machine.kill();
    await("another primary", () -> other(hit).isPrimary());
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.machine.start();
    awaitWholeCluster();
  }

  /// Nobody reaches it, and it reaches nobody.
  private void cutPrimaryOff(RandomGenerator random) throws Exception {
    DatabaseMachine hit = primary();
    hit.cut();
    await("another primary", () -> other(hit).isPrimary());
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.mend();
    awaitWholeCluster();
  }

  /// The servers reach it still, and it may think for a while that it is what it was.
  private void cutPrimaryOffFromPeers(RandomGenerator random) throws Exception {
    DatabaseMachine hit = primary();
    hit.etcdWire.cut();
    await("another primary", () -> other(hit).isPrimary());
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.etcdWire.mend();
    awaitWholeCluster();
  }

  /// Nothing is acknowledged until it is back.
  private void killStandby(RandomGenerator random) throws Exception {
    DatabaseMachine hit = other(primary());
    hit.machine.kill();
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.machine.start();
    awaitWholeCluster();
  }

  /// For a moment that Patroni bears, or for longer than it does.
  private void killEtcd(RandomGenerator random) throws Exception {
    etcd.kill();
    TimeUnit.MILLISECONDS.sleep(random.nextLong(4 * LONGEST_LOSS_MILLIS));
    startEtcd();
    awaitWholeCluster();
  }

  /// One of them, sometimes all.
  private void killServers(RandomGenerator random) {
    List<Node> hit =
        random.nextInt(3) == 0 ? nodes : List.of(nodes.get(random.nextInt(nodes.size())));
    hit.forEach(Node::kill);
    hit.forEach(Node::start);
  }

  /// As a power cut of the whole house does.
  private void killAll(RandomGenerator random) throws Exception {
    for (DatabaseMachine each : databases) {
      each.machine.kill();
    }
    etcd.kill();
    haproxy.kill();
    nodes.forEach(Node::kill);
    startEtcd();
    haproxy.start();
    for (DatabaseMachine each : databases) {
      each.machine.start();
    }
    awaitWholeCluster();
    nodes.forEach(Node::start);
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    haproxy.close();
    databases.forEach(DatabaseMachine::close);
    etcd.close();
    try (Stream<Path> files = Files.walk(shared)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
