package org.pollard.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Three servers on two machines of PostgreSQL, of which Patroni makes one the primary, with etcd
/// as the judge and HAProxy before them: strictly synchronous, as the recipe in docs/scale.md has
/// it. Each machine hangs on wires that can be cut.
final class ClusterSite implements Site {

  private static final long LONGEST_LOSS_MILLIS = 3_000;

  private final Path folder;
  private final Path shared;
  private final Etcd etcd;
  private final PrimaryDoor door;
  private final DatabaseMachine first;
  private final DatabaseMachine second;
  private final List<DatabaseMachine> databases;
  private List<Node> nodes = List.of();

  ClusterSite(Path folder) {
    this.folder = folder;
    try {
      // PostgreSQL does not run as root, and may not come to where the logs are.
      this.shared = Files.createTempDirectory("pollard-cluster");
      Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.etcd = new Etcd(folder, shared);
    this.door = new PrimaryDoor(folder, shared);
    this.first = new DatabaseMachine("pg1", folder, shared, etcd);
    this.second = new DatabaseMachine("pg2", folder, shared, etcd);
    this.databases = List.of(first, second);
  }

  @Override
  public void start() throws Exception {
    etcd.start();
    for (DatabaseMachine each : databases) {
      each.configure();
      each.start();
    }
    door.configure(first, second);
    door.start();
    awaitWholeCluster();
    try (Connection connection = DriverManager.getConnection(url("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      // As an operator makes one: it owns its database and nothing else.
      statement.execute("CREATE ROLE pollard LOGIN");
      statement.execute("CREATE DATABASE pollard OWNER pollard");
    }
    String byBoth =
        "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/pollard?user=pollard"
            .formatted(first.sqlPort(), second.sqlPort());
    nodes =
        List.of(
            new Node("node1", folder, Map.of("POLLARD_DATABASE_URL", url())),
            new Node("node2", folder, Map.of("POLLARD_DATABASE_URL", url())),
            new Node("node3", folder, Map.of("POLLARD_DATABASE_URL", byBoth)));
    nodes.forEach(Node::start);
  }

  /// A primary, and a standby that every commit waits for: only then another loss is one of one
  /// machine.
  private void awaitWholeCluster() throws InterruptedException {
    Waiting.until(
        "a primary with a synchronous standby",
        () ->
            databases.stream()
                .anyMatch(each -> each.isPrimary() && each.knowsSynchronousStandby()));
    Waiting.until("the door to the primary", this::answers);
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(url("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
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
        .formatted(door.port(), database, user);
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
    hit.kill();
    Waiting.until("another primary", () -> other(hit).isPrimary());
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.start();
    awaitWholeCluster();
  }

  /// Nobody reaches it, and it reaches nobody.
  private void cutPrimaryOff(RandomGenerator random) throws Exception {
    DatabaseMachine hit = primary();
    hit.cut();
    Waiting.until("another primary", () -> other(hit).isPrimary());
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.mend();
    awaitWholeCluster();
  }

  /// The servers reach it still, and it may think for a while that it is what it was.
  private void cutPrimaryOffFromPeers(RandomGenerator random) throws Exception {
    DatabaseMachine hit = primary();
    hit.cutFromPeers();
    Waiting.until("another primary", () -> other(hit).isPrimary());
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.mendToPeers();
    awaitWholeCluster();
  }

  /// Nothing is acknowledged until it is back.
  private void killStandby(RandomGenerator random) throws Exception {
    DatabaseMachine hit = other(primary());
    hit.kill();
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_LOSS_MILLIS));
    hit.start();
    awaitWholeCluster();
  }

  /// For a moment that Patroni bears, or for longer than it does.
  private void killEtcd(RandomGenerator random) throws Exception {
    etcd.kill();
    TimeUnit.MILLISECONDS.sleep(random.nextLong(4 * LONGEST_LOSS_MILLIS));
    etcd.start();
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
      each.kill();
    }
    etcd.kill();
    door.kill();
    nodes.forEach(Node::kill);
    etcd.start();
    door.start();
    for (DatabaseMachine each : databases) {
      each.start();
    }
    awaitWholeCluster();
    nodes.forEach(Node::start);
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    door.close();
    databases.forEach(DatabaseMachine::close);
    etcd.close();
    try (Stream<Path> files = Files.walk(shared)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
