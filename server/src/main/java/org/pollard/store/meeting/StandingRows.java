package org.pollard.store.meeting;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore.Place;
import org.pollard.meeting.Participant;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Standing;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;

/// What participants may do in a session. Thread-safe.
final class StandingRows {

  private final Database database;

  StandingRows(Database database) {
    this.database = database;
  }

  /// What was stored when somebody joined or was given other permissions.
  static Optional<PollPermissions> member(Handle handle, long session, VoterId voter) {
    return handle
        .createQuery(
            """
            SELECT can_create_polls, can_vote, can_view FROM session_member
            WHERE session_id = :session AND voter_id = :voter
            """)
        .bind("session", session)
        .bind("voter", voter.value())
        .map((row, context) -> PresetRows.polls(row))
        .findOne();
  }

  Map<Place, Standing> of(Collection<Place> places) {
    Dialect dialect = database.dialect();
    List<long[]> wanted =
        places.stream()
            .map(each -> new long[] {each.session().value(), each.voter().value()})
            .toList();
    Map<Place, Standing> found = new HashMap<>();
    database.read(
        handle ->
            dialect
                .bindTable(
                    handle.createQuery(
                        """
                        SELECT s.id AS session_id, s.ended_at, m.voter_id AS member_id,
                          m.can_create_polls AS in_create, m.can_vote AS in_vote,
                          m.can_view AS in_view, %s
                        FROM %s
                        JOIN meeting_session s ON s.id = wanted.session_id
                        JOIN participant p
                          ON p.voter_id = wanted.voter_id AND p.meeting_id = s.meeting_id
                        JOIN preset r ON r.id = p.preset_id
                        LEFT JOIN session_member m
                          ON m.session_id = s.id AND m.voter_id = p.voter_id
                        WHERE p.deleted_at IS NULL
                        """
                            .formatted(
                                ParticipantRows.COLUMNS,
                                dialect.table("wanted", "session_id", "voter_id"))),
                    "wanted",
                    2,
                    wanted)
                .map(
                    (row, context) -> {
                      Participant participant = ParticipantRows.toParticipant(row, context);
                      PollPermissions polls =
                          Columns.maybeLong(row, "member_id") == null
                              ? participant.permissions().polls()
                              : new PollPermissions(
                                  row.getBoolean("in_create"),
                                  row.getBoolean("in_vote"),
                                  row.getBoolean("in_view"));
                      return found.put(
                          new Place(
                              new MeetingSessionId(row.getLong("session_id")), participant.voter()),
                          new Standing(
                              participant, Columns.maybeLong(row, "ended_at") == null, polls));
                    })
                .list());
    return found;
  }

  void change(
      MeetingSessionId session,
      Collection<VoterId> voters,
      @Nullable Boolean create,
      @Nullable Boolean vote,
      @Nullable Boolean view) {
    Dialect dialect = database.dialect();
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                  UPDATE session_member
                  SET can_create_polls = coalesce(CAST(:create AS %1$s), can_create_polls),
                    can_vote = coalesce(CAST(:vote AS %1$s), can_vote),
                    can_view = coalesce(CAST(:view AS %1$s), can_view),
                    was_changed = TRUE
                  WHERE session_id = :session AND %2$s
                  """
                        .formatted(dialect.truth(), dialect.among("voter_id", "voters")))
                .bind("create", create)
                .bind("vote", vote)
                .bind("view", view)
                .bind("session", session.value())
                .bind("voters", dialect.list(voters.stream().map(VoterId::value).toList()))
                .execute());
  }
}
