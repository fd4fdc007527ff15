package org.pollard.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseStore;
import org.pollard.course.LogoStore;
import org.pollard.course.RoomPeopleStore;
import org.pollard.course.RoomStore;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.people.AuditStore;
import org.pollard.people.GuestStore;
import org.pollard.people.PeopleStore;
import org.pollard.people.RemoteLinkStore;
import org.pollard.people.SharedValues;
import org.pollard.people.TokenStore;
import org.pollard.poll.Changes;
import org.pollard.poll.DiscardStore;
import org.pollard.poll.PictureStore;
import org.pollard.poll.PollStore;
import org.pollard.poll.SinglePolls;
import org.pollard.pulse.Pulse;
import org.pollard.voting.VoteStore;
import org.pollard.webhook.Outbox;
import org.pollard.webhook.WebhookStore;

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
  private static final int MOST_WAITING_BATCHES = 16;

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
        engine.ownLaneForVotes() ? new Lane("cast", 1, MOST_WAITING_BATCHES) : this.writers;
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

  public PeopleStore people() {
    return new PeopleRows(this);
  }

  public TokenStore tokens() {
    return new TokenRows(this);
  }

  public AuditStore audit() {
    return new AuditRows(this);
  }

  public GuestStore guests() {
    return new GuestRows(this);
  }

  public RoomStore rooms() {
    return new RoomRows(this);
  }

  public RoomPeopleStore roomPeople() {
    return new RoomPeopleRows(this);
  }

  public PictureStore pictures() {
    return new PictureRows(this);
  }

  public LogoStore logos() {
    return new LogoRows(this);
  }

  /// Codes by which phones become remote controls.
  public RemoteLinkStore remoteLinks() {
    return new RemoteLinkRows(this);
  }

  public SharedValues sharedValues() {
    return new SharedValueRows(this);
  }

  public CourseStore courses() {
    return new CourseRows(this);
  }

  public PollStore polls() {
    return new PollRows(this);
  }

  /// The same for a wire that speaks of one choice only.
  public SinglePolls singlePolls() {
    return new PollRows.OfSingleChoice(this);
  }

  public DiscardStore discards() {
    return new DiscardRows(this);
  }

  public VoteStore votes() {
    return new VoteRows(this);
  }

  /// Opens the way by which the nodes that share this database tell each other what changed.
  ///
  /// @param heard is told what other nodes changed
  public News news(Changes heard) {
    return engine.news().open(this, heard);
  }

  public AppStore apps() {
    return new AppRows(this);
  }

  public MeetingStore meetings() {
    return new MeetingRows(this);
  }

  public MeetingSessionStore meetingSessions() {
    return new MeetingSessionRows(this);
  }

  public WebhookStore webhooks() {
    return new WebhookRows(this);
  }

  public Outbox outbox() {
    return new OutboxRows(this);
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

  /// Finishes what waits, then closes every connection.
  @Override
  public void close() {
    casters.close();
    writers.close();
    readers.close();
    engine.link().close();
  }

  Dialect dialect() {
    return engine.dialect();
  }

  /// The number under which this node counts now.
  int node() {
    return engine.link().node();
  }

  /// Reads, each statement for itself.
  <T extends @Nullable Object> T read(Work<T> work) {
    return readers.run(() -> available(() -> engine.reading().with(work)));
  }

  /// Does the work in one transaction: durable when this returns, undone when it throws.
  <T extends @Nullable Object> T write(Work<T> work) {
    return writers.run(inTransaction(work));
  }

  /// The same for the casting of votes, which other writes do not hold up if the database can do
  /// both at once.
  <T extends @Nullable Object> T cast(Work<T> work) {
    return casters.run(inTransaction(work));
  }

  private <T extends @Nullable Object> Supplier<T> inTransaction(Work<T> work) {
    return () -> available(() -> transactions.run(work));
  }

  /// The moment after everything that was committed until now, for [#eraseTraces].
  long moment() {
    return read(engine.traces()::moment);
  }

  /// Removes what is left, beneath the tables, of all that was committed before, as far as that is
  /// possible now.
  ///
  /// @return a moment before which nothing is left
  long eraseTraces() {
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
