package org.pollard.store.poll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Kind;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.store.Columns;

/// The columns of a poll session, and its audience in them.
final class SessionColumns {

  /// Of `poll_session s`.
  static final String ALL =
      """
      s.id, s.poll_id, s.course_id, s.section_id, s.meeting_session_id, s.is_open, s.is_anonymous,
      s.visibility, s.shows_voters, s.shows_correct, s.presented, s.opened, s.changeable,
      s.corrected, s.planned_visibility, s.created_at, s.opened_at,
      (SELECT p.kind FROM poll p WHERE p.id = s.poll_id) AS kind""";

  /// Of a poll: that this version knows its kind. What only a newer one knows is left out of lists,
  /// while nodes are upgraded one after the other.
  static final String KNOWN_KIND =
      Arrays.stream(Kind.values())
          .map(Kind::name)
          .collect(Collectors.joining("', '", "kind IN ('", "')"));

  private SessionColumns() {}

  static <S extends SqlStatement<S>> S bind(S statement, AudienceRef audience) {
    return switch (audience) {
      case AudienceRef.InCourse(long course, @Nullable Long section) ->
          statement
              .bind("course", course)
              .bind("section", section)
              .bind("meeting_session", (Long) null);
      case AudienceRef.InMeetingSession(long session) ->
          statement
              .bind("course", (Long) null)
              .bind("section", (Long) null)
              .bind("meeting_session", session);
    };
  }

  static AudienceRef audience(ResultSet row) throws SQLException {
    Long meetingSession = Columns.maybeLong(row, "meeting_session_id");
    if (meetingSession != null) {
      return new AudienceRef.InMeetingSession(meetingSession);
    }
    return new AudienceRef.InCourse(row.getLong("course_id"), Columns.maybeLong(row, "section_id"));
  }

  static PollSession toSession(ResultSet row, StatementContext context) throws SQLException {
    return new PollSession(
        new SessionId(row.getLong("id")),
        new PollId(row.getLong("poll_id")),
        audience(row),
        row.getBoolean("is_open"),
        row.getBoolean("is_anonymous"),
        ResultsVisibility.valueOf(row.getString("visibility")),
        row.getBoolean("shows_voters"),
        row.getBoolean("shows_correct"),
        row.getBoolean("presented"),
        row.getBoolean("opened"),
        row.getBoolean("changeable"),
        row.getBoolean("corrected"),
        ResultsVisibility.valueOf(row.getString("planned_visibility")),
        Columns.instant(row, "created_at"),
        Columns.maybeInstant(row, "opened_at"),
        Kind.known(row.getString("kind")));
  }
}
