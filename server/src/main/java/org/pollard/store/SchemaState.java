package org.pollard.store;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// How a database stands to this program. Looking changes nothing.
///
/// @param version the newest migration that it has had; 0: it is empty or not there yet
/// @param oldestProgram the oldest schema version that a program must know to work on it; 0: any
public record SchemaState(int version, int oldestProgram) {

  private static final int CONNECT_SECONDS = 5;
  private static final int BUSY_MILLIS = 10_000;

  /// The schema version of this program.
  public static int known() {
    return Migrations.KNOWN;
  }

  /// Whether this program works on it without changing its tables first.
  public boolean isCurrent() {
    return version == known();
  }

  /// Whether only newer programs may work on it.
  public boolean isTooNew() {
    return oldestProgram > known();
  }

  /// Looks at a database.
  ///
  /// @throws RuntimeException when it cannot be reached or read
  public static SchemaState of(String url) {
    if (url.startsWith(Sqlite.URL)) {
      Path file = Path.of(url.substring(Sqlite.URL.length()));
      return Files.exists(file) ? read(readOnly(file), Dialect.SQLITE) : new SchemaState(0, 0);
    }
    return read(shared(url), Dialect.POSTGRESQL);
  }

  static DataSource readOnly(Path file) {
    return embedded(file, true);
  }

  /// Of a database that somebody else may be writing to.
  static DataSource beside(Path file) {
    return embedded(file, false);
  }

  private static DataSource embedded(Path file, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setBusyTimeout(BUSY_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(Sqlite.URL + file.toAbsolutePath());
    return source;
  }

  static DataSource shared(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    return source;
  }

  private static SchemaState read(DataSource source, Dialect dialect) {
    return Jdbi.create(source)
        .withHandle(
            handle -> {
              if (handle
                      .createQuery(dialect.countOfTable("flyway_schema_history"))
                      .mapTo(int.class)
                      .one()
                  == 0) {
                return new SchemaState(0, 0);
              }
              int version =
                  handle
                      .createQuery(
                          """
                          SELECT coalesce(max(CAST(version AS integer)), 0)
                          FROM flyway_schema_history WHERE success
                          """)
                      .mapTo(int.class)
                      .one();
              int oldest =
                  handle.createQuery(dialect.countOfTable("compatibility")).mapTo(int.class).one()
                          == 0
                      ? 0
                      : handle
                          .createQuery("SELECT oldest_known FROM compatibility")
                          .mapTo(int.class)
                          .one();
              return new SchemaState(version, oldest);
            });
  }
}
