package org.pollard.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Two servers on one PostgreSQL with a standby, which may take over.
final class PostgresSite implements Site {

  private static final int CUTS = 5;
  private static final long BETWEEN_CUTS_MILLIS = 200;

  private final Path folder;
  private final PostgresPair postgres;
  private List<Node> nodes = List.of();

  PostgresSite(Path folder) {
    this.folder = folder;
    this.postgres = new PostgresPair(folder);
  }

  @Override
  public void start() throws IOException, SQLException {
    postgres.start();
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
    return postgres.url();
  }

  @Override
  public List<Blow> blows() {
    return List.of(
        new Blow("server killed", this::killServers),
        new Blow("connections cut", this::cut),
        new Blow("database killed", _ -> postgres.restartPrimary()),
        new Blow("primary lost", _ -> postgres.losePrimary()));
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    postgres.close();
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
}
