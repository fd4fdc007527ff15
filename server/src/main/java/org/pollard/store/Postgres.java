package org.pollard.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/// Opens the shared database.
final class Postgres {

  static final String URL = "jdbc:postgresql:";

  private static final int READERS = 8;
  private static final int WRITERS = 4;
  private static final int CASTERS = 1;

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
    try {
      Hosts hosts = new Hosts(url);
      Migrations.run(new FencedSource(() -> forMigrating(hosts)), Dialect.POSTGRESQL);
      Primary primary = Primary.open(hosts, READERS + WRITERS + CASTERS);
      return new Engine(
          Dialect.POSTGRESQL,
          primary.reading(),
          READERS,
          primary.writing(),
          WRITERS,
          true,
          new PostgresTraces(),
          (database, heard) -> new PostgresNews(database, primary::connect, heard),
          primary);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot open the PostgreSQL database", e);
    }
  }

  /// A migration may take longer than anything that is asked later.
  private static Connection forMigrating(Hosts hosts) throws SQLException {
    Properties properties = driverProperties();
    properties.setProperty("socketTimeout", "0");
    return hosts.newestWithoutTables(properties);
  }

  /// For a look at hosts of which one may be switched off: times in seconds.
  static Properties driverPropertiesForLooking() {
    Properties properties = driverProperties();
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "4");
    return properties;
  }

  /// Times in seconds. No details in server errors: they hold the values of rows. Standbys take
  /// connections too, and are not meant.
  static Properties driverProperties() {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "pollard");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty("targetServerType", "primary");
    // What a host was found to be a moment ago says nothing during a failover.
    properties.setProperty("hostRecheckSeconds", "0");
    return properties;
  }
}
