package org.pollard.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/// Opens the embedded database: one connection that writes, a few that only read.
final class Sqlite {

  static final String URL = "jdbc:sqlite:";

  private static final int READERS = 3;
  private static final int WRITER_CACHE_KIB = 64 * 1024;
  private static final int READER_CACHE_KIB = 16 * 1024;
  private static final int LARGEST_KEPT_JOURNAL = 80 * 1024 * 1024;

  /// Voters come in random order, so in a large session each changes another page. What is changed
  /// again before the journal is this long goes into the file once.
  private static final int PAGES_TO_CHECKPOINT = 16_000;

  private static final int BUSY_MILLIS = 10_000;

  /// Older ones can drop a commit that races a checkpoint in WAL mode.
  private static final List<Integer> OLDEST_LIBRARY = List.of(3, 51, 3);

  private Sqlite() {}

  static Engine open(String url, Path dataDir) {
    Path file = Path.of(url.substring(URL.length()));
    prepareFolders(file, dataDir);
    SQLiteDataSource forWriting = dataSource(url, WRITER_CACHE_KIB);
    refuseOldLibrary(forWriting);
    Migrations.run(forWriting, Dialect.SQLITE);

    Lent writer = new Lent(forWriting, 1, List.of());
    Lent readers =
        new Lent(dataSource(url, READER_CACHE_KIB), READERS, List.of("PRAGMA query_only = ON"));
    return new Engine(
        Dialect.SQLITE,
        readers,
        READERS,
        writer,
        1,
        false,
        new SqliteTraces(BUSY_MILLIS),
        (_, _) -> new NoNews(),
        new Link.ToFile(
            () -> {
              readers.close();
              writer.close();
            }));
  }

  /// The driver unpacks its native library into its temporary folder and a killed process leaves it
  /// behind, so that folder is ours and emptied at start.
  private static void prepareFolders(Path file, Path dataDir) {
    if (file.toString().isEmpty() || file.toString().startsWith(":")) {
      throw new IllegalArgumentException("the SQLite URL must name a file: " + URL + file);
    }
    try {
      Path temporary = Files.createDirectories(dataDir.resolve("tmp").toAbsolutePath());
      try (Stream<Path> leftovers = Files.list(temporary)) {
        for (Path leftover : leftovers.filter(Files::isRegularFile).toList()) {
          Files.delete(leftover);
        }
      }
      System.setProperty("org.sqlite.tmpdir", temporary.toString());

      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(file)) {
        createPrivately(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + file + " and " + dataDir, e);
    }
  }

  /// An empty file is an empty database; its journal takes over who may read it.
  static void createPrivately(Path file) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static SQLiteDataSource dataSource(String url, int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setCacheSize(-cacheKib);
    config.setJournalSizeLimit(LARGEST_KEPT_JOURNAL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    // What is deleted is overwritten: an answer must not be found in the free pages.
    config.setPragma(Pragma.SECURE_DELETE, "ON");
    config.setPragma(Pragma.MMAP_SIZE, "0");
    config.setPragma(Pragma.WAL_AUTOCHECKPOINT, String.valueOf(PAGES_TO_CHECKPOINT));
    // Else the driver asks for the last row id after each insertion.
    config.setGetGeneratedKeys(false);
    SQLiteDataSource dataSource = new SQLiteDataSource(config);
    dataSource.setUrl(url);
    return dataSource;
  }

  private static void refuseOldLibrary(SQLiteDataSource dataSource) {
    String version =
        Jdbi.create(dataSource)
            .withHandle(
                handle -> handle.createQuery("SELECT sqlite_version()").mapTo(String.class).one());
    if (!isNewEnough(version)) {
      throw new IncompatibleDatabaseException(
          "SQLite " + version + " can lose votes; 3.51.3 or newer is needed");
    }
  }

  static boolean isNewEnough(String version) {
    List<Integer> parts = Arrays.stream(version.split("\\.")).map(Integer::valueOf).toList();
    for (int i = 0; i < OLDEST_LIBRARY.size(); i++) {
      int part = i < parts.size() ? parts.get(i) : 0;
      if (part != OLDEST_LIBRARY.get(i)) {
        return part > OLDEST_LIBRARY.get(i);
      }
    }
    return true;
  }

  /// Connections that stay open, each lent to one at a time. As many threads come as there are
  /// connections, so nobody waits.
  private static final class Lent implements Door {

    private final BlockingQueue<Handle> free;
    private final List<Handle> all = new ArrayList<>();

    Lent(SQLiteDataSource dataSource, int count, List<String> atOpening) {
      free = new ArrayBlockingQueue<>(count);
      Jdbi jdbi = Engine.discreet(Jdbi.create(dataSource));
      jdbi.setStatementBuilderFactory(connection -> new KeptStatements());
      for (int i = 0; i < count; i++) {
        Handle handle = jdbi.open();
        atOpening.forEach(handle::execute);
        all.add(handle);
        free.add(handle);
      }
    }

    @Override
    public <T extends @Nullable Object> T with(Work<T> work) {
      Handle handle = free.remove();
      try {
        return work.in(handle);
      } finally {
        free.add(handle);
      }
    }

    void close() {
      all.forEach(Handle::close);
    }
  }
}
