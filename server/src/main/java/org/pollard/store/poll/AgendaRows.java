package org.pollard.store.poll;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Kind;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;

/// What the room of a course presents, and the order of what is asked there. Thread-safe.
final class AgendaRows {

  private final Database database;
  private final String there;

  /// @param only the kind of polls that are there for whoever asks; null: all
  AgendaRows(Database database, @Nullable Kind only) {
    this.database = database;
    this.there = SessionRows.there(only);
  }

  Optional<SessionId> onShow(AudienceRef audience) {
    return switch (audience) {
      case AudienceRef.InMeetingSession _ -> Optional.empty();
      case AudienceRef.InCourse in ->
          database.read(
              handle ->
                  handle
                      .createQuery(
                          """
                          SELECT s.id FROM on_show o JOIN poll_session s ON s.id = o.session_id
                          WHERE o.course_id = :course AND %s
                          """
                              .formatted(there))
                      .bind("course", in.courseId())
                      .map((row, context) -> new SessionId(row.getLong("id")))
                      .findOne());
    };
  }

  void show(AudienceRef audience, SessionId session) {
    database.write(
        handle -> {
          put(handle, audience, session.value());
          return session;
        });
  }

  /// A meeting presents all its polls at once.
  static void put(Handle handle, AudienceRef audience, long session) {
    if (audience instanceof AudienceRef.InCourse in) {
      handle
          .createUpdate(
              """
              INSERT INTO on_show (course_id, session_id) VALUES (:course, :session)
              ON CONFLICT (course_id) DO UPDATE SET session_id = excluded.session_id
              """)
          .bind("course", in.courseId())
          .bind("session", session)
          .execute();
      handle
          .createUpdate(
              "UPDATE poll_session SET presented = TRUE WHERE id = :session AND NOT presented")
          .bind("session", session)
          .execute();
    }
  }

  Listing<PollSession> sessions(AudienceRef.InCourse room, Slice slice) {
    Listed<PollSession> sessions =
        new Listed<>(
            SessionColumns.ALL,
            "poll_session s WHERE s.course_id = :course AND " + there,
            "s.place ASC NULLS LAST, s.id",
            SessionColumns::toSession);
    return database.read(
        handle -> sessions.read(handle, slice, query -> query.bind("course", room.courseId())));
  }

  /// Waits for the votes that hold one of the sessions, and votes that come wait for it.
  boolean arrange(AudienceRef.InCourse room, List<SessionId> order) {
    Dialect dialect = database.dialect();
    List<Long> ids = order.stream().map(SessionId::value).toList();
    return database.write(
        handle -> {
          Set<Long> there = Set.copyOf(lock(handle, room));
          if (!there.containsAll(ids) || Set.copyOf(ids).size() < ids.size()) {
            return false;
          }
          handle
              .createUpdate(
                  """
                  UPDATE poll_session SET place = NULL
                  WHERE course_id = :course AND place IS NOT NULL AND NOT (%s)
                  """
                      .formatted(dialect.among("id", "ids")))
              .bind("course", room.courseId())
              .bind("ids", dialect.list(ids))
              .execute();
          List<long[]> places =
              IntStream.range(0, ids.size()).mapToObj(i -> new long[] {ids.get(i), i}).toList();
          dialect
              .bindTable(
                  handle.createUpdate(
                      """
                      UPDATE poll_session SET place = wanted.place FROM %s
                      WHERE poll_session.id = wanted.id
                        AND poll_session.place IS DISTINCT FROM wanted.place
                      """
                          .formatted(dialect.table("wanted", "id", "place"))),
                  "wanted",
                  2,
                  places)
              .execute();
          return true;
        });
  }

  private List<Long> lock(Handle handle, AudienceRef.InCourse room) {
    return handle
        .createQuery(
            "SELECT id FROM poll_session WHERE course_id = :course ORDER BY id "
                + database.dialect().forUpdate())
        .bind("course", room.courseId())
        .mapTo(Long.class)
        .list();
  }
}
