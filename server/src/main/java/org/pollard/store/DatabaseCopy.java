package org.pollard.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// Copies of a whole database: taken at one moment while votes come in, compared, and put back.
/// Tables are compared and never looked into, so that this holds for every schema.
public final class DatabaseCopy {

  private DatabaseCopy() {}

  /// Whether this database is a file.
  public static boolean isEmbedded(String url) {
    return url.startsWith(Sqlite.URL);
  }

  /// Whether a file is the embedded database, or one of those that belong to it while it is open.
  public static boolean isPartOf(String url, Path file) {
    return isEmbedded(url)
        && file.toAbsolutePath()
            .normalize()
            .toString()
            .startsWith(file(url).toAbsolutePath().normalize().toString());
  }

  /// Copies a database into a file that does not exist yet: of SQLite a database again, of
  /// PostgreSQL what `pg_dump` writes in its own format. All of it is of one moment; what was
  /// acknowledged before this is called is in it.
  ///
  /// @return what each table holds in the copy
  /// @throws IllegalStateException with what to do, when it cannot be copied from here
  public static Map<String, TableDigest> take(String url, Path target) {
    if (isEmbedded(url)) {
      // Only what may write can make another file.
      Jdbi.create(SchemaState.beside(file(url)))
          .useHandle(
              handle ->
                  handle
                      .createUpdate("VACUUM INTO :target")
                      .bind("target", target.toAbsolutePath().toString())
                      .execute());
      return digests(SchemaState.readOnly(target), Dialect.SQLITE);
    }
    return Jdbi.create(SchemaState.shared(url))
        .inTransaction(
            TransactionIsolationLevel.REPEATABLE_READ,
            handle -> {
              String moment =
                  handle.createQuery("SELECT pg_export_snapshot()").mapTo(String.class).one();
              PostgresTool.of("pg_dump", url)
                  .run(
                      List.of(
                          "--format=custom",
                          "--no-owner",
                          "--no-privileges",
                          "--snapshot=" + moment,
                          "--file=" + target.toAbsolutePath()));
              return TableDigest.ofAll(handle, Dialect.POSTGRESQL);
            });
  }

  /// What is wrong with a copy of SQLite's, looked at as it lies there; nothing when it is whole
  /// and holds this.
  public static List<String> faults(Path copy, Map<String, TableDigest> held) {
    List<String> faults = new ArrayList<>();
    Jdbi.create(SchemaState.readOnly(copy))
        .useHandle(
            handle -> {
              String whole =
                  handle
                      .createQuery("PRAGMA integrity_check(10)")
                      .mapTo(String.class)
                      .list()
                      .stream()
                      .reduce("", (all, each) -> all + each);
              if (!whole.equals("ok")) {
                faults.add("SQLite finds the file damaged: " + whole);
              }
              long orphans =
                  handle.createQuery("PRAGMA foreign_key_check").mapToMap().list().size();
              if (orphans > 0) {
                faults.add(orphans + " rows refer to rows that are not there");
              }
            });
    faults.addAll(compared(digests(SchemaState.readOnly(copy), Dialect.SQLITE), held));
    return faults;
  }

  /// Restores what `pg_dump` wrote into a database of its own on the same server, compares, and
  /// removes it again.
  ///
  /// @param url of a database on that server, whose user may make databases
  public static List<String> faults(String url, Path dump, Map<String, TableDigest> held) {
    String name = "pollard_verify_" + ProcessHandle.current().pid();
    Jdbi server = Jdbi.create(SchemaState.shared(url));
    server.useHandle(handle -> handle.execute("CREATE DATABASE " + name));
    try {
      String there = PostgresTool.elsewhere(url, name);
      restore(there, dump);
      return compared(digests(SchemaState.shared(there), Dialect.POSTGRESQL), held);
    } finally {
      server.useHandle(handle -> handle.execute("DROP DATABASE " + name + " WITH (FORCE)"));
    }
  }

  /// Puts a copy back where nothing is.
  ///
  /// @throws IllegalStateException when there is something, which is left alone
  public static void restore(String url, Path copy) {
    if (isEmbedded(url)) {
      Path file = file(url);
      if (Files.exists(file)) {
        throw new IllegalStateException(file + " exists already, and nothing is overwritten");
      }
      try {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Sqlite.createPrivately(file);
        try (OutputStream out = Files.newOutputStream(file)) {
          Files.copy(copy, out);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
      return;
    }
    if (!digests(SchemaState.shared(url), Dialect.POSTGRESQL).isEmpty()) {
      throw new IllegalStateException(
          "the PostgreSQL database holds tables already, and nothing is overwritten");
    }
    PostgresTool tool = PostgresTool.of("pg_restore", url);
    tool.run(
        List.of(
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            "--dbname=" + tool.database(),
            copy.toAbsolutePath().toString()));
  }

  /// Which tables hold something else than they should.
  private static List<String> compared(
      Map<String, TableDigest> found, Map<String, TableDigest> held) {
    List<String> faults = new ArrayList<>();
    held.forEach(
        (table, digest) -> {
          TableDigest there = found.get(table);
          if (!digest.equals(there)) {
            faults.add(
                "the table %s should hold %d rows and holds %s"
                    .formatted(
                        table,
                        digest.rows(),
                        there == null
                            ? "none, since it is missing"
                            : there.rows() == digest.rows()
                                ? "as many, but others"
                                : Long.toString(there.rows())));
          }
        });
    return faults;
  }

  private static Map<String, TableDigest> digests(DataSource source, Dialect dialect) {
    Function<Handle, Map<String, TableDigest>> read = handle -> TableDigest.ofAll(handle, dialect);
    return Jdbi.create(source).inTransaction(read::apply);
  }

  private static Path file(String url) {
    return Path.of(url.substring(Sqlite.URL.length()));
  }
}
