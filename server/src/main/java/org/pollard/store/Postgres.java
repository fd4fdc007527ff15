package org.pollard.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Opens the shared database: a pool of connections, and one more that holds the number of this
/// node.
final class Postgres {

  static final String URL = "jdbc:postgresql:";

  private static final int READERS = 8;
  private static final int WRITERS = 4;
  private static final int CASTERS = 1;
  private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(5);

  /// First key of the advisory locks by which nodes take their numbers: "Poll" in ASCII.
  private static final int NODE_NUMBERS = 0x506f6c6c;

  private static final int MOST_NODES = 1_000;

  /// Said anew on every connection, whatever the server's configuration says: an acknowledged vote
  /// is on disk. A node that hangs in a transaction must not hold its locks for ever, and nobody
  /// waits for ever for a lock.
  static final String SETTINGS =
      """
      SET synchronous_commit = on;
      SET lock_timeout = '10s';
      SET statement_timeout = '30s';
      SET idle_in_transaction_session_timeout = '30s'
      """;

  private Postgres() {}

  static Engine open(String url) {
    HikariDataSource pool = new HikariDataSource(poolConfig(url));
    try {
      Migrations.run(pool, Dialect.POSTGRESQL);
      NodeNumber node = NodeNumber.take(url);
      Door door = new Pooled(Engine.discreet(Jdbi.create(pool)));
      return new Engine(
          Dialect.POSTGRESQL,
          node.value(),
          door,
          READERS,
          door,
          WRITERS,
          true,
          new PostgresTraces(),
          (database, heard) -> new PostgresNews(database, url, heard),
          () -> {
            node.close();
            pool.close();
          });
    } catch (RuntimeException | SQLException e) {
      pool.close();
      throw e instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException("cannot open the PostgreSQL database", e);
    }
  }

  private static HikariConfig poolConfig(String url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("pollard");
    config.setJdbcUrl(url);
    config.setDataSourceProperties(driverProperties());
    config.setConnectionInitSql(SETTINGS);
    config.setMaximumPoolSize(READERS + WRITERS + CASTERS);
    config.setConnectionTimeout(LONGEST_WAIT_FOR_CONNECTION.toMillis());
    return config;
  }

  /// Times in seconds. No details in server errors: they hold the values of rows.
  static Properties driverProperties() {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "pollard");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  private record Pooled(Jdbi jdbi) implements Door {
    @Override
    public <T extends @Nullable Object> T with(Work<T> work) {
      return jdbi.withHandle(work::in);
    }
  }

  /// The smallest number that no other node holds, for as long as this connection lives. Should it
  /// break, two nodes may count under one number: slower, since they then wait for each other, but
  /// right, since they only ever add.
  private record NodeNumber(int value, Connection holder) {

    static NodeNumber take(String url) throws SQLException {
      Connection connection = DriverManager.getConnection(url, driverProperties());
      try {
        return new NodeNumber(firstFree(connection), connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }

    private static int firstFree(Connection connection) throws SQLException {
      try (PreparedStatement tryLock =
          connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
        for (int n = 0; n < MOST_NODES; n++) {
          tryLock.setInt(1, NODE_NUMBERS);
          tryLock.setInt(2, n);
          try (ResultSet taken = tryLock.executeQuery()) {
            if (taken.next() && taken.getBoolean(1)) {
              return n;
            }
          }
        }
      }
      throw new IllegalStateException(MOST_NODES + " nodes share this database already");
    }

    void close() {
      try {
        holder.close();
      } catch (SQLException e) {
        // The lock goes with the connection, which is gone either way.
      }
    }
  }
}
