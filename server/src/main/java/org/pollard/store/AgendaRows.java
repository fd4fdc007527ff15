package org.pollard.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.SessionId;

/// What the room of a course presents. Thread-safe.
final class AgendaRows {

  private final Database database;

  AgendaRows(Database database) {
    this.database = database;
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
                          WHERE o.course_id = :course
                          """)
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
    }
  }
}
