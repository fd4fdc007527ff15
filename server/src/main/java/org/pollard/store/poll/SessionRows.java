package org.pollard.store.poll;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Kind;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;

/// Finds and lists poll sessions; who makes and changes them is [SessionChanges]. Thread-safe.
public final class SessionRows {

  /// Ids begin at 1, so 0 stands for a whole course, and for what an audience of another kind does
  /// not have, where audiences are compared.
  private static final long NONE = 0;

  private final Database database;

  /// Of a session `s`: that it is there for whoever asks for several.
  private final String there;

  /// The same for whoever asks for this one, and is told when this node is too old for it.
  private final String alone;

  public SessionRows(Database database) {
    this(database, null);
  }

  /// @param only the kind of polls that are there for whoever asks; null: all
  SessionRows(Database database, @Nullable Kind only) {
    this.database = database;
    this.there = there(only);
    this.alone = only == null ? "TRUE" : there;
  }

  static String there(@Nullable Kind only) {
    return "(SELECT p.%s FROM poll p WHERE p.id = s.poll_id)"
        .formatted(only == null ? SessionColumns.KNOWN_KIND : PollRows.isKind(only));
  }

  Optional<PollSession> find(SessionId id) {
    return database.read(handle -> find(handle, id.value(), alone));
  }

  /// The sessions of a poll in which this voter has a vote that counts.
  public List<PollSession> votedIn(PollId poll, VoterId voter) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s
                    FROM poll_session s
                    WHERE s.poll_id = :poll AND (
                      EXISTS (
                        SELECT 1 FROM vote v
                        WHERE v.session_id = s.id AND v.voter_id = :voter AND %s)
                      OR EXISTS (
                        SELECT 1 FROM participation p
                        WHERE p.session_id = s.id AND p.voter_id = :voter))
                    """
                        .formatted(SessionColumns.ALL, ChoiceRows.STANDS))
                .bind("poll", poll.value())
                .bind("voter", voter.value())
                .map(SessionColumns::toSession)
                .list());
  }

  static Optional<PollSession> find(Handle handle, long id) {
    return find(handle, id, "TRUE");
  }

  private static Optional<PollSession> find(Handle handle, long id, String there) {
    return handle
        .createQuery(
            "SELECT %s FROM poll_session s WHERE s.id = :id AND %s"
                .formatted(SessionColumns.ALL, there))
        .bind("id", id)
        .map(SessionColumns::toSession)
        .findOne();
  }

  Listing<PollSession> of(PollId poll, Slice slice) {
    Listed<PollSession> sessions =
        new Listed<>(
            SessionColumns.ALL,
            "poll_session s WHERE s.poll_id = :poll AND " + there,
            "s.id",
            SessionColumns::toSession);
    return database.read(
        handle -> sessions.read(handle, slice, query -> query.bind("poll", poll.value())));
  }

  Listing<PollSession> before(Collection<AudienceRef> audiences, boolean open, Slice slice) {
    Dialect dialect = database.dialect();
    List<long[]> wanted = audiences.stream().distinct().map(SessionRows::key).toList();
    String from =
        """
        %s
        JOIN poll_session s ON (s.course_id = wanted.course
            AND coalesce(s.section_id, 0) = wanted.section)
          OR s.meeting_session_id = wanted.meeting_session
        WHERE s.is_open = :open AND %s
        """
            .formatted(dialect.table("wanted", "course", "section", "meeting_session"), there);
    Listed<PollSession> sessions =
        new Listed<>(SessionColumns.ALL, from, "s.id", SessionColumns::toSession);
    return database.read(
        handle ->
            sessions.read(
                handle,
                slice,
                query -> dialect.bindTable(query, "wanted", 3, wanted).bind("open", open)));
  }

  List<PollSession> newestBefore(Collection<AudienceRef> audiences, int most) {
    Dialect dialect = database.dialect();
    List<long[]> wanted = audiences.stream().distinct().map(SessionRows::key).toList();
    List<PollSession> newest =
        database.read(
            handle ->
                dialect
                    .bindTable(
                        handle.createQuery(
                            """
                            SELECT %s
                            FROM %s
                            JOIN poll_session s ON (s.course_id = wanted.course
                                AND coalesce(s.section_id, 0) = wanted.section)
                              OR s.meeting_session_id = wanted.meeting_session
                            WHERE %s
                            ORDER BY s.id DESC LIMIT :most
                            """
                                .formatted(
                                    SessionColumns.ALL,
                                    dialect.table("wanted", "course", "section", "meeting_session"),
                                    there)),
                        "wanted",
                        3,
                        wanted)
                    .bind("most", most)
                    .map(SessionColumns::toSession)
                    .list());
    return newest.reversed();
  }

  Listing<PollSession> before(AudienceRef audience, Slice slice) {
    String where =
        switch (audience) {
          case AudienceRef.InCourse _ ->
              "s.course_id = :one AND coalesce(s.section_id, 0) = :other";
          case AudienceRef.InMeetingSession _ -> "s.meeting_session_id = :one AND 0 = :other";
        };
    long[] key = key(audience);
    Listed<PollSession> sessions =
        new Listed<>(
            SessionColumns.ALL,
            "poll_session s WHERE " + where + " AND " + there,
            "s.id",
            SessionColumns::toSession);
    return database.read(
        handle ->
            sessions.read(
                handle, slice, query -> query.bind("one", key[0] + key[2]).bind("other", key[1])));
  }

  Map<SessionId, PollSession> of(Collection<SessionId> ids) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + SessionColumns.ALL
                        + " FROM poll_session s WHERE "
                        + there
                        + " AND "
                        + dialect.among("s.id", "ids"))
                .bind("ids", dialect.list(ids.stream().map(SessionId::value).toList()))
                .map(SessionColumns::toSession)
                .collect(Collectors.toMap(PollSession::id, session -> session)));
  }

  Map<PollId, List<AudienceRef>> audiencesOf(Collection<PollId> polls) {
    Dialect dialect = database.dialect();
    Map<PollId, List<AudienceRef>> audiences = new LinkedHashMap<>();
    polls.forEach(poll -> audiences.put(poll, new ArrayList<>()));
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT poll_id, course_id, section_id, meeting_session_id
                    FROM poll_session
                    WHERE %s
                    ORDER BY poll_id, course_id, section_id, meeting_session_id
                    """
                        .formatted(dialect.among("poll_id", "polls")))
                .bind("polls", dialect.list(polls.stream().map(PollId::value).toList()))
                .map(
                    (row, context) ->
                        audiences
                            .computeIfAbsent(
                                new PollId(row.getLong("poll_id")), p -> new ArrayList<>())
                            .add(SessionColumns.audience(row)))
                .list());
    return audiences;
  }

  private static long[] key(AudienceRef audience) {
    return switch (audience) {
      case AudienceRef.InCourse(long course, @Nullable Long section) ->
          new long[] {course, section == null ? NONE : section, NONE};
      case AudienceRef.InMeetingSession(long session) -> new long[] {NONE, NONE, session};
    };
  }
}
