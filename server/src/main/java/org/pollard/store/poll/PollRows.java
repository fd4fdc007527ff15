package org.pollard.store.poll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.BlockedWords;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Correction;
import org.pollard.poll.Entry;
import org.pollard.poll.EntryId;
import org.pollard.poll.EntryState;
import org.pollard.poll.Kind;
import org.pollard.poll.Picture;
import org.pollard.poll.Poll;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Question;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.poll.SingleQuestion;
import org.pollard.poll.Tally;
import org.pollard.store.ChangeCounts;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;

/// Polls, and the front of their choices, sessions and tallies. Thread-safe.
public sealed class PollRows implements PollStore permits PollRows.OfSingleChoice {

  static final String COLUMNS = "id, owner_id, question, description, kind, settings, created_at";

  private final Database database;

  /// That a poll is there for whoever asks for several.
  private final String there;

  /// The same for whoever asks for this one, and is told when this node is too old for it.
  private final String alone;

  private final ChoiceRows choices;
  private final SessionRows sessions;
  private final SessionChanges changes;
  private final AgendaRows agenda;
  private final TallyRows tallies;
  private final EntryRows entries;
  private final PictureRows pictures;

  public PollRows(Database database) {
    this(database, null);
  }

  private PollRows(Database database, @Nullable Kind only) {
    this.database = database;
    this.there = only == null ? SessionColumns.KNOWN_KIND : isKind(only);
    this.alone = only == null ? "TRUE" : there;
    this.choices = new ChoiceRows(database);
    this.sessions = new SessionRows(database, only);
    this.changes = new SessionChanges(database);
    this.agenda = new AgendaRows(database, only);
    this.tallies = new TallyRows(database);
    this.entries = new EntryRows(database);
    this.pictures = new PictureRows(database);
  }

  static String isKind(Kind kind) {
    return "kind = '" + kind.name() + "'";
  }

  /// Locks a poll against whoever changes its choices or adds a session; false when it is gone.
  static boolean lock(Handle handle, Dialect dialect, PollId poll) {
    return lock(handle, poll, dialect.forUpdate());
  }

  /// Keeps a poll and its choices as they are; false when it is gone.
  static boolean share(Handle handle, Dialect dialect, PollId poll) {
    return lock(handle, poll, dialect.forShare());
  }

  private static boolean lock(Handle handle, PollId poll, String how) {
    return handle
        .createQuery("SELECT id FROM poll WHERE id = :id " + how)
        .bind("id", poll.value())
        .mapTo(long.class)
        .findOne()
        .isPresent();
  }

  /// The next vote is judged by what is asked from now on.
  static void revise(Handle handle, PollId poll) {
    handle
        .createUpdate("UPDATE poll SET revision = revision + 1 WHERE id = :poll")
        .bind("poll", poll.value())
        .execute();
  }

  /// How a poll may be answered that is there.
  static Question question(Handle handle, PollId poll) {
    return handle
        .createQuery("SELECT kind, settings FROM poll WHERE id = :poll")
        .bind("poll", poll.value())
        .map((row, _) -> toQuestion(row))
        .one();
  }

  @Override
  public Poll addPoll(VoterId owner, PollDraft draft, Instant now) {
    return database.write(handle -> PollDrafts.add(handle, owner, draft, now));
  }

  @Override
  public Replacement replacePoll(PollId id, PollDraft draft, Set<String> seen, Instant now) {
    return database.write(
        handle ->
            new PollDrafts(handle, database.dialect(), database.node(), now)
                .replace(id, draft, seen));
  }

  @Override
  public List<Poll> neverAsked(VoterId owner, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s FROM poll
                    WHERE owner_id = :owner AND %s
                      AND NOT EXISTS (SELECT 1 FROM poll_session s WHERE s.poll_id = poll.id)
                    ORDER BY created_at DESC, id DESC LIMIT :most
                    """
                        .formatted(COLUMNS, there))
                .bind("owner", owner.value())
                .bind("most", most)
                .map(PollRows::toPoll)
                .list());
  }

  @Override
  public Optional<Entry> setEntry(SessionId session, EntryId entry, EntryState state) {
    return entries.set(session, entry, state);
  }

  @Override
  public BlockedWords blockedWords(long course) {
    return entries.blocked(course);
  }

  @Override
  public void setBlockedWords(long course, BlockedWords words) {
    entries.setBlocked(course, words);
  }

  @Override
  public Poll addPoll(VoterId owner, String question, @Nullable String description, Instant now) {
    return database.write(
        handle -> insert(handle, owner, question, description, SingleQuestion.PLAIN, now));
  }

  @Override
  public Poll addPollWithChoices(VoterId owner, String question, List<String> texts, Instant now) {
    return database.write(
        handle -> {
          Poll added = insert(handle, owner, question, null, SingleQuestion.PLAIN, now);
          choices.addAll(handle, added.id(), texts);
          return added;
        });
  }

  static Poll insert(
      Handle handle,
      VoterId owner,
      String question,
      @Nullable String description,
      Question asks,
      Instant now) {
    Quota.POLLS.check(ofUser(handle, owner));
    return handle
        .createQuery(
            """
            INSERT INTO poll (owner_id, question, description, kind, settings, created_at)
            VALUES (:owner, :question, :description, :kind, :settings, :created_at)
            RETURNING %s
            """
                .formatted(COLUMNS))
        .bind("owner", owner.value())
        .bind("question", question)
        .bind("description", description)
        .bind("kind", asks.kind().name())
        .bind("settings", asks.kept())
        .bind("created_at", now.toEpochMilli())
        .map(PollRows::toPoll)
        .one();
  }

  /// How many polls a user has, as far as it matters. Those of an app are counted by the meeting.
  private static long ofUser(Handle handle, VoterId owner) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM poll
              WHERE owner_id = :owner AND EXISTS (SELECT 1 FROM users WHERE id = :owner)
              LIMIT :most) AS own
            """)
        .bind("owner", owner.value())
        .bind("most", Quota.POLLS.most())
        .mapTo(long.class)
        .one();
  }

  @Override
  public Optional<Poll> poll(PollId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM poll WHERE id = :id AND " + alone)
                .bind("id", id.value())
                .map(PollRows::toPoll)
                .findOne());
  }

  @Override
  public Map<PollId, Poll> polls(Collection<PollId> ids) {
    Dialect dialect = database.dialect();
    List<Poll> found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT %s FROM poll WHERE %s AND %s ORDER BY id"
                            .formatted(COLUMNS, dialect.among("id", "ids"), there))
                    .bind("ids", dialect.list(ids.stream().map(PollId::value).toList()))
                    .map(PollRows::toPoll)
                    .list());
    Map<PollId, Poll> polls = new LinkedHashMap<>();
    found.forEach(poll -> polls.put(poll.id(), poll));
    return polls;
  }

  @Override
  public Listing<Poll> pollsOf(VoterId owner, Slice slice) {
    Listed<Poll> polls =
        new Listed<>(
            COLUMNS,
            "poll WHERE owner_id = :owner AND " + there,
            "created_at DESC, id DESC",
            PollRows::toPoll);
    return database.read(
        handle -> polls.read(handle, slice, query -> query.bind("owner", owner.value())));
  }

  @Override
  public Optional<Poll> changePoll(PollId id, UnaryOperator<Poll> change, Instant now) {
    Dialect dialect = database.dialect();
    return database.write(
        handle -> {
          Optional<Poll> was =
              handle
                  .createQuery(
                      "SELECT %s FROM poll WHERE id = :id %s"
                          .formatted(COLUMNS, dialect.forUpdate()))
                  .bind("id", id.value())
                  .map(PollRows::toPoll)
                  .findOne();
          Optional<Poll> changed = was.map(change).flatMap(each -> update(handle, each));
          if (changed.isPresent()) {
            String before = was.orElseThrow().question();
            if (!before.equals(changed.get().question())) {
              Corrections.keepOfQuestion(handle, dialect, id.value(), before, now);
            }
            ChangeCounts.addToSessionsOf(handle, database.node(), id.value());
          }
          return changed;
        });
  }

  private static Optional<Poll> update(Handle handle, Poll changed) {
    return handle
        .createQuery(
            """
            UPDATE poll SET question = :question, description = :description
            WHERE id = :id
            RETURNING %s
            """
                .formatted(COLUMNS))
        .bind("question", changed.question())
        .bind("description", changed.description())
        .bind("id", changed.id().value())
        .map(PollRows::toPoll)
        .findOne();
  }

  @Override
  public boolean deletePoll(PollId id) {
    Dialect dialect = database.dialect();
    return database.write(
        handle -> {
          if (!lock(handle, dialect, id)) {
            return false;
          }
          SessionChanges.removeSessionsOf(handle, dialect, id);
          PictureRows.removeOf(handle, id);
          handle
              .createUpdate("DELETE FROM choice WHERE poll_id = :id")
              .bind("id", id.value())
              .execute();
          return handle
                  .createUpdate("DELETE FROM poll WHERE id = :id")
                  .bind("id", id.value())
                  .execute()
              > 0;
        });
  }

  @Override
  public Map<PollId, List<Picture>> pictures(Collection<PollId> of) {
    return pictures.of(of);
  }

  @Override
  public Optional<Choice> addChoice(
      PollId poll, String text, @Nullable Integer position, boolean correct) {
    return choices.add(poll, text, position, correct);
  }

  @Override
  public Optional<Choice> choice(PollId poll, ChoiceId id) {
    return choices.find(poll, id);
  }

  @Override
  public Listing<Choice> choices(PollId poll, Slice slice) {
    return choices.list(poll, slice);
  }

  @Override
  public Map<PollId, List<Choice>> choicesOf(Collection<PollId> polls) {
    return choices.of(polls);
  }

  @Override
  public Optional<Choice> changeChoice(
      PollId poll, ChoiceId id, UnaryOperator<Choice> change, Instant now) {
    return choices.change(poll, id, change, now);
  }

  @Override
  public Map<SessionId, List<Correction>> corrections(Collection<SessionId> of) {
    return Corrections.of(database, of);
  }

  @Override
  public ChoiceDeletion deleteChoice(PollId poll, ChoiceId id) {
    return choices.delete(poll, id);
  }

  @Override
  public Optional<PollSession> addSession(NewSession session, Instant now) {
    return changes.add(session, now);
  }

  @Override
  public Optional<PollSession> session(SessionId id) {
    return sessions.find(id);
  }

  @Override
  public Listing<PollSession> sessionsOf(PollId poll, Slice slice) {
    return sessions.of(poll, slice);
  }

  @Override
  public Listing<PollSession> sessionsBefore(
      Collection<AudienceRef> audiences, boolean open, Slice slice) {
    return sessions.before(audiences, open, slice);
  }

  @Override
  public Listing<PollSession> sessionsBefore(AudienceRef audience, Slice slice) {
    return sessions.before(audience, slice);
  }

  @Override
  public List<PollSession> newestSessionsBefore(Collection<AudienceRef> audiences, int most) {
    return sessions.newestBefore(audiences, most);
  }

  @Override
  public Listing<PollSession> agenda(AudienceRef.InCourse room, Slice slice) {
    return agenda.sessions(room, slice);
  }

  @Override
  public boolean arrange(AudienceRef.InCourse room, List<SessionId> order) {
    return agenda.arrange(room, order);
  }

  @Override
  public Optional<PollSession> changeSession(SessionId id, UnaryOperator<Setting> change) {
    return changes.change(id, change);
  }

  @Override
  public ChangeableOutcome setChangeable(SessionId id, boolean changeable) {
    return changes.setChangeable(id, changeable);
  }

  @Override
  public boolean showCorrect(SessionId id, boolean shows) {
    return changes.showCorrect(id, shows);
  }

  @Override
  public Map<SessionId, PollSession> sessions(Collection<SessionId> ids) {
    return sessions.of(ids);
  }

  @Override
  public Optional<SessionId> onShow(AudienceRef audience) {
    return agenda.onShow(audience);
  }

  @Override
  public void show(AudienceRef audience, SessionId session) {
    agenda.show(audience, session);
  }

  @Override
  public boolean deleteSession(SessionId id) {
    return changes.delete(id);
  }

  @Override
  public Map<PollId, List<AudienceRef>> audiencesOf(Collection<PollId> polls) {
    return sessions.audiencesOf(polls);
  }

  @Override
  public Map<SessionId, Tally> tallies(Collection<SessionId> sessions) {
    return tallies.of(sessions);
  }

  @Override
  public Map<SessionId, Long> people(Collection<SessionId> sessions) {
    return tallies.people(sessions);
  }

  @Override
  public Map<PollId, Map<ChoiceId, Long>> totals(Collection<PollId> polls) {
    return tallies.totals(polls);
  }

  private static Question toQuestion(ResultSet row) throws SQLException {
    return Kind.known(row.getString("kind")).kept(row.getString("settings"));
  }

  static Poll toPoll(ResultSet row, StatementContext context) throws SQLException {
    return new Poll(
        new PollId(row.getLong("id")),
        new VoterId(row.getLong("owner_id")),
        row.getString("question"),
        row.getString("description"),
        toQuestion(row),
        Columns.instant(row, "created_at"));
  }

  /// The same for a wire that speaks of one choice only.
  public static final class OfSingleChoice extends PollRows implements SinglePolls {
    public OfSingleChoice(Database database) {
      super(database, Kind.SINGLE);
    }
  }
}
