package org.pollard.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// The databases that are measured. PostgreSQL is as careful with the disk as one in production.
enum Storage {
  SQLITE("SQLite"),
  POSTGRESQL("PostgreSQL");

  private final String title;

  Storage(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /// A database of this kind in a folder, with nothing in it. Closing stops what had to be started.
  Opened open(Path folder) {
    return switch (this) {
      case SQLITE -> new Opened("jdbc:sqlite:" + folder.resolve("pollard.db"), () -> {});
      case POSTGRESQL -> {
        EmbeddedPostgres server = postgres();
        yield new Opened(
            "jdbc:postgresql://localhost:%d/%s?user=postgres&password=postgres"
                .formatted(server.getPort(), "pollard"),
            () -> {
              try {
                server.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
    };
  }

  /// An open database.
  record Opened(String url, Runnable end) implements AutoCloseable {

    Map<String, String> environment() {
      return Map.of("POLLARD_DATABASE_URL", url);
    }

    @Override
    public void close() {
      end.run();
    }
  }

  private static EmbeddedPostgres postgres() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "100")
              .setServerConfig("shared_buffers", "256MB")
              .start();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE pollard");
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make a database", e);
    }
  }
}
