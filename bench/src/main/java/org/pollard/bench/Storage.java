package org.pollard.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
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

  /// A new database that a server has made its tables in. Closing stops what had to be started.
  ///
  /// @param parent where it gets a folder of its own
  Opened open(Path parent) {
    Opened opened = empty(parent);
    opened.serve().close();
    return opened;
  }

  /// The same without any tables.
  Opened empty(Path parent) {
    Path folder = folderIn(parent);
    return switch (this) {
      case SQLITE -> new Opened(folder, "jdbc:sqlite:" + folder.resolve("pollard.db"), () -> {});
      case POSTGRESQL -> opened(folder, postgres(Map.of()));
    };
  }

  /// A new PostgreSQL that counts statements, once it is asked to (`pg_stat_statements`).
  static Opened postgresThatCounts(Path parent) {
    Opened opened =
        opened(
            folderIn(parent), postgres(Map.of("shared_preload_libraries", "pg_stat_statements")));
    opened.serve().close();
    return opened;
  }

  private static Opened opened(Path folder, EmbeddedPostgres server) {
    String url =
        "jdbc:postgresql://localhost:%d/pollard?user=postgres&password=postgres"
            .formatted(server.getPort());
    return new Opened(folder, url, () -> close(server));
  }

  /// An open database.
  ///
  /// @param folder of the servers that use it
  record Opened(Path folder, String url, Runnable end) implements AutoCloseable {

    /// Starts a server on it.
    ServerProcess serve(String... jvm) {
      return ServerProcess.start(folder, Map.of("POLLARD_DATABASE_URL", url), jvm);
    }

    /// Starts a server on it as an operator does.
    ///
    /// @param checkout whose server it is
    ServerProcess serveByScript(Path checkout, String... jvm) {
      return ServerProcess.startByScript(
          checkout, folder, Map.of("POLLARD_DATABASE_URL", url), jvm);
    }

    /// For programs that are not written in Java.
    String plainUrl() {
      URI uri = URI.create(url.substring("jdbc:".length()));
      return "postgresql://postgres:postgres@localhost:%d%s"
          .formatted(uri.getPort(), uri.getPath());
    }

    @Override
    public void close() {
      end.run();
    }
  }

  private static Path folderIn(Path parent) {
    try {
      return Files.createTempDirectory(parent, "database");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres postgres(Map<String, String> settings) {
    try {
      EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
      settings.forEach(builder::setServerConfig);
      EmbeddedPostgres server =
          builder
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
