package org.pollard.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Changes;
import org.pollard.pulse.Pulse;

/// The database of this server, brought up to date and opened. Thread-safe. Whoever opens it closes
/// it.
///
/// Everything runs on platform threads of its own with bounded queues: one that writes and a few
/// that read for SQLite, a few of each for PostgreSQL. Callers only wait, for whom virtual threads
/// are right and event loops wrong. When a queue is full they get a [StoreBusyException], when the
/// database is away a [StoreUnavailableException].
public final class Database implements AutoCloseable {

  private static final int MOST_WAITING_READS = 4_096;
  private static final int MOST_WAITING_WRITES = 512;

  private final Engine engine;
  private final Transactions transactions;
  private final Lane readers;
  private final Lane writers;
  private final Lane casters;

  private Database(Engine engine) {
    this.engine = engine;
    this.transactions = new Transactions(engine.writing());
    this.readers = new Lane("read", engine.readers(), MOST_WAITING_READS);
    this.writers = new Lane("write", engine.writers(), MOST_WAITING_WRITES);
    this.casters =
        engine.ownLaneForVotes() ? new Lane("cast", 1, MOST_WAITING_WRITES) : this.writers;
  }

  /// Opens the database, making or migrating its tables first.
  ///
  /// @param url `jdbc:sqlite:<path>` or `jdbc:postgresql://host/db?user=…&password=…`
  /// @param dataDir folder that belongs to this server; its `tmp` is emptied
  /// @throws IncompatibleDatabaseException when this program must not work on that database
  /// @throws IllegalArgumentException when the URL is of another kind
  /// @throws RuntimeException when the database cannot be reached
  public static Database open(String url, Path dataDir) {
    if (url.startsWith(Sqlite.URL)) {
      return new Database(Sqlite.open(url, dataDir));
    }
    if (url.startsWith(Postgres.URL)) {
      return new Database(Postgres.open(url));
    }
    throw new IllegalArgumentException(
        "the database URL must begin with jdbc:sqlite: or jdbc:postgresql:");
  }

  /// Opens the way by which the nodes that share this database tell each other what changed.
  ///
  /// @param heard is told what other nodes changed
  public News news(Changes heard) {
    return engine.news().open(this, heard);
  }

  /// When a transaction was last committed here; empty when none was yet, or when nothing can be
  /// written any more.
  public Optional<Instant> lastCommit() {
    return transactions.lastCommit();
  }

  /// Whether the database cannot be reached at present, as far as is known without asking it.
  public boolean isAway() {
    return engine.link().isAway();
  }

  /// Has this run, for good, whenever another database takes the place of the one that was read
  /// from (PostgreSQL has another primary): whatever is remembered of it is to be forgotten.
  ///
  /// @param forget never waits
  public void onTurn(Runnable forget) {
    engine.link().onTurn(forget);
  }

  /// Writes a little something, to learn whether writing works. May wait for the database; the
  /// caller sees to it that this does not happen often.
  ///
  /// @throws RuntimeException when it does not work
  public void probe() {
    long now = Instant.now().toEpochMilli();
    write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO heartbeat (node, at) VALUES (:node, :at)
                    ON CONFLICT (node) DO UPDATE SET at = excluded.at
                    """)
                .bind("node", node())
                .bind("at", now)
                .execute());
  }

  /// How the threads are that do all work on the database.
  public List<Pulse> pulses() {
    return Stream.concat(
            Stream.of(readers, writers, casters).distinct().map(Lane::pulse),
            engine.link().pulses().stream())
        .toList();
  }

  /// This node is going to stop: from now on nothing waits for a database that is away, and what
  /// takes long is cut off. What can be done at once is done as before, until it is closed.
  public void leave() {
    engine.link().leave();
  }

  /// Finishes what waits, then closes every connection.
  @Override
  public void close() {
    casters.close();
    writers.close();
    readers.close();
    engine.link().close();
  }

  public Dialect dialect() {
    return engine.dialect();
  }

  /// The number under which this node counts now.
  public int node() {
    return engine.link().node();
  }

  /// Reads, each statement for itself.
  public <T extends @Nullable Object> T read(Work<T> work) {
    return readers.run(() -> available(() -> engine.reading().with(work)));
  }

  /// Does the work in one transaction: durable when this returns, undone when it throws.
  public <T extends @Nullable Object> T write(Work<T> work) {
    return writers.run(inTransaction(work));
  }

  /// The same for the casting of votes, which is next whatever else waits, and which other writes
  /// do not hold up at all if the database can do both at once.
  public <T extends @Nullable Object> T cast(Work<T> work) {
    return casters.runVotes(inTransaction(work));
  }

  private <T extends @Nullable Object> Supplier<T> inTransaction(Work<T> work) {
    return () -> available(() -> transactions.run(work));
  }

  /// The moment after everything that was committed until now, for [#eraseTraces].
  public long moment() {
    return read(engine.traces()::moment);
  }

  /// Removes what is left, beneath the tables, of all that was committed before, as far as that is
  /// possible now.
  ///
  /// @return a moment before which nothing is left
  public long eraseTraces() {
    return writers.run(() -> available(() -> engine.writing().with(engine.traces()::erase)));
  }

  /// Tells a database that is away from work that was wrong. What became of a commit stays unknown.
  private static <T extends @Nullable Object> T available(Supplier<T> work) {
    try {
      return work.get();
    } catch (UnknownCommitException | StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Transactions.unavailable(e) ? new StoreUnavailableException(e) : e;
    }
  }
}
