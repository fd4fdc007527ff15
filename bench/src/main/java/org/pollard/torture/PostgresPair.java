package org.pollard.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL and the standby that its every commit waits for, both as careful with the disk as
/// in production, and made of what needs no installation. Who is the primary is decided here, which
/// on several machines Patroni does. Confined to one thread.
final class PostgresPair implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  /// What belongs to the process and not to the data.
  private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "epg-lock");

  private final Path folder;
  private final int[] ports = {Installed.freePort(), Installed.freePort()};

  /// Which of the two is the primary.
  private int first;

  private @Nullable EmbeddedPostgres primary;
  private @Nullable EmbeddedPostgres standby;

  PostgresPair(Path folder) {
    this.folder = folder;
  }

  void start() throws IOException, SQLException {
    primary = launch(first);
    makeStandby();
  }

  /// Leads to whichever is the primary.
  String url() {
    return "jdbc:postgresql://localhost:%d,localhost:%d/postgres?user=postgres&password=postgres&targetServerType=primary&hostRecheckSeconds=0"
        .formatted(ports[0], ports[1]);
  }

  /// The first process of the primary and all that it started, as a power cut of its machine would
  /// end them; then it starts again.
  void restartPrimary() throws IOException, InterruptedException {
    killPrimary();
    primary = launch(first);
  }

  /// The machine of the primary is lost for good: the standby takes over, and gets a standby of its
  /// own.
  void losePrimary() throws IOException, InterruptedException, SQLException {
    killPrimary();
    EmbeddedPostgres taking = Objects.requireNonNull(standby, "not started");
    run(taking, "SELECT pg_promote()");
    remove(data(first));
    first = 1 - first;
    primary = taking;
    standby = null;
    makeStandby();
  }

  private Path data(int which) {
    return folder.resolve("postgres" + which);
  }

  private void killPrimary() throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readAllLines(data(first).resolve("postmaster.pid")).getFirst());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().completeOnTimeout(each, LONGEST_START.toSeconds(), TimeUnit.SECONDS).join();
    }
    // It knows of a process that is gone and says so in the log.
    Objects.requireNonNull(primary, "not started").close();
    primary = null;
  }

  /// Begins as a copy of the primary's files, as an operator would make one.
  private void makeStandby() throws IOException, SQLException {
    EmbeddedPostgres copied = Objects.requireNonNull(primary, "not started");
    int second = 1 - first;
    Path data = data(second);
    // One connection for both, since the copying ends with it.
    try (Connection connection = copied.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("SELECT pg_backup_start('standby', true)");
      copy(data(first), data);
      try (ResultSet stopped = sql.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        stopped.next();
        Files.writeString(data.resolve("backup_label"), stopped.getString(1));
      }
    }
    Files.writeString(data.resolve("standby.signal"), "");
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(ports[first]),
        StandardOpenOption.APPEND);
    standby = launch(second);
    // In the file of the primary alone, so that a standby that takes over waits for nobody at
    // first.
    run(copied, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    run(copied, "SELECT pg_reload_conf()");
  }

  private EmbeddedPostgres launch(int which) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(ports[which])
        .setPGStartupWait(LONGEST_START)
        .setDataDirectory(data(which))
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("wal_retrieve_retry_interval", "500ms")
        .start();
  }

  private static void run(EmbeddedPostgres on, String statement) throws SQLException {
    try (Connection connection = on.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /// While it is written to: files may go, which the log of changes brings back.
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
              try {
                Files.copy(file, to.resolve(from.relativize(file)));
              } catch (NoSuchFileException e) {
                // Gone since it was listed.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (fault instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw fault;
          }
        });
  }

  private static void remove(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (standby != null) {
      standby.close();
    }
    if (primary != null) {
      primary.close();
    }
  }
}
