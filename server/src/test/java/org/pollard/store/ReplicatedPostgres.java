package org.pollard.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;
import org.pollard.harness.Await;
import org.pollard.harness.FreePort;

/// A real PostgreSQL with a real standby that every commit waits for and that tells what is looked
/// at there. The standby begins as a copy of the primary's files, as an operator would make one.
final class ReplicatedPostgres implements AutoCloseable {

  /// What belongs to the process and not to the data.
  private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "epg-lock");

  private final Path folder;
  private final EmbeddedPostgres primary;
  private EmbeddedPostgres standby;

  private ReplicatedPostgres(Path folder, EmbeddedPostgres primary, EmbeddedPostgres standby) {
    this.folder = folder;
    this.primary = primary;
    this.standby = standby;
  }

  static ReplicatedPostgres start(Path folder) throws IOException, SQLException {
    EmbeddedPostgres primary = start(folder, "primary");
    // One connection for both, since the copying ends with it.
    try (Connection connection = primary.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("SELECT pg_backup_start('standby', true)");
      copy(folder.resolve("primary"), folder.resolve("standby"));
      try (ResultSet stopped = sql.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        stopped.next();
        Files.writeString(folder.resolve("standby/backup_label"), stopped.getString(1));
      }
    }
    Files.createFile(folder.resolve("standby/standby.signal"));
    Files.writeString(
        folder.resolve("standby/postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(primary.getPort()),
        StandardOpenOption.APPEND);
    EmbeddedPostgres standby = start(folder, "standby");
    // In the file of the primary alone, so that a standby that is promoted waits for nobody.
    run(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    run(primary, "SELECT pg_reload_conf()");
    return new ReplicatedPostgres(folder, primary, standby);
  }

  private static EmbeddedPostgres start(Path folder, String name) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(FreePort.find())
        .setPGStartupWait(Await.PATIENCE)
        .setDataDirectory(folder.resolve(name))
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("hot_standby_feedback", "on")
        .setServerConfig("wal_receiver_status_interval", "1")
        .setServerConfig("max_prepared_transactions", "5")
        .start();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(
                to.resolve(from.relativize(folder)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!NOT_COPIED.contains(file.getFileName().toString())) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  String url() {
    return "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(primary.getPort());
  }

  /// Of both, so that whichever is the primary is found.
  String urlOfBoth() {
    return urlOfBoth(1);
  }

  /// The same, where the one that is the primary at first is named several times.
  String urlOfBoth(int times) {
    return "jdbc:postgresql://%slocalhost:%d/postgres?user=postgres"
        .formatted("localhost:%d,".formatted(primary.getPort()).repeat(times), standby.getPort());
  }

  /// Makes the standby a primary; what was one goes on as it was.
  void promote() throws SQLException {
    run(standby, "SELECT pg_promote()");
  }

  /// Ends the primary as a power cut does.
  void killPrimary() throws IOException {
    long pid =
        Long.parseLong(
            Files.readAllLines(folder.resolve("primary/postmaster.pid")).getFirst().strip());
    ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
    Stream.concat(Stream.of(first), first.children())
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
    first.onExit().join();
  }

  EmbeddedPostgres primary() {
    return primary;
  }

  EmbeddedPostgres standby() {
    return standby;
  }

  void stopStandby() throws IOException {
    standby.close();
  }

  void startStandby() throws IOException {
    standby = start(folder, "standby");
  }

  /// Runs a statement on one of the two.
  static void run(EmbeddedPostgres server, String statement) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /// Whether a condition on what is in these tables holds.
  static boolean holds(EmbeddedPostgres server, String from) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery("SELECT 1 FROM " + from)) {
      return found.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      standby.close();
      primary.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
