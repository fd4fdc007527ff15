package org.pollard.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Two servers on one PostgreSQL, which is as careful with the disk as one in production.
final class PostgresSite implements Site {

  private static final int CUTS = 5;
  private static final long BETWEEN_CUTS_MILLIS = 200;

  private final Path folder;
  private final Path data;
  private @Nullable EmbeddedPostgres postgres;
  private List<Node> nodes = List.of();

  PostgresSite(Path folder) {
    this.folder = folder;
    this.data = folder.resolve("postgres");
  }

  @Override
  public void start() throws IOException {
    postgres = launch(0);
    Map<String, String> environment = Map.of("POLLARD_DATABASE_URL", url());
    nodes = List.of(new Node("node1", folder, environment), new Node("node2", folder, environment));
    nodes.forEach(Node::start);
  }

  @Override
  public List<Node> nodes() {
    return nodes;
  }

  @Override
  public String url() {
    return "jdbc:postgresql://localhost:"
        + running().getPort()
        + "/postgres?user=postgres&password=postgres";
  }

  @Override
  public List<Blow> blows() {
    return List.of(
        new Blow("server killed", this::killServers),
        new Blow("connections cut", this::cut),
        new Blow("database killed", this::killDatabase));
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    if (postgres != null) {
      postgres.close();
    }
  }

  /// One of them, sometimes all.
  private void killServers(RandomGenerator random) {
    List<Node> hit =
        random.nextInt(3) == 0 ? nodes : List.of(nodes.get(random.nextInt(nodes.size())));
    hit.forEach(Node::kill);
    hit.forEach(Node::start);
  }

  private void cut(RandomGenerator random) throws SQLException, InterruptedException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < CUTS; i++) {
        statement.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            """);
        TimeUnit.MILLISECONDS.sleep(BETWEEN_CUTS_MILLIS);
      }
    }
  }

  /// The first process and all that it started, as a power cut of the database's machine would end
  /// them. What is left to close knows of a process that is gone and says so in the log.
  private void killDatabase(RandomGenerator random) throws Exception {
    int port = running().getPort();
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().get(30, TimeUnit.SECONDS);
    }
    running().close();
    postgres = launch(port);
  }

  /// @param port 0: any that is free
  private EmbeddedPostgres launch(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private EmbeddedPostgres running() {
    return Objects.requireNonNull(postgres, "not started");
  }
}
