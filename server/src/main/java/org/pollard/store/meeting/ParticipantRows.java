package org.pollard.store.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.pollard.meeting.AppId;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.NewParticipant;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.PresetId;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;

/// Participants. Thread-safe.
final class ParticipantRows {

  /// Columns of a participant with its preset; [#FROM] says where they are.
  static final String COLUMNS =
      """
      p.voter_id, p.id AS participant_id, r.app_id, p.meeting_id, p.custom_id,
      p.name AS participant_name, p.picture, p.preset_id, r.name AS preset_name,
      r.can_create_polls, r.can_vote, r.can_view, r.can_kick, r.can_change_permissions,
      p.created_at, p.updated_at, p.deleted_at""";

  static final String FROM = "participant p JOIN preset r ON r.id = p.preset_id";

  private final Database database;

  ParticipantRows(Database database) {
    this.database = database;
  }

  Optional<Participant> add(NewParticipant participant, Instant now) {
    return database.write(
        handle -> {
          // Before the voter, so that a custom id in use costs no id; the unique key judges those
          // who come together.
          if (taken(handle, participant)) {
            return Optional.empty();
          }
          long voter =
              handle
                  .createQuery("INSERT INTO voter (kind) VALUES ('PARTICIPANT') RETURNING id")
                  .mapTo(long.class)
                  .one();
          int added =
              handle
                  .createUpdate(
                      """
                      INSERT INTO participant (voter_id, id, meeting_id, custom_id, name, picture,
                        preset_id, created_at, updated_at)
                      VALUES (:voter, :id, :meeting, :custom_id, :name, :picture,
                        :preset, :now, :now)
                      ON CONFLICT (meeting_id, custom_id) WHERE deleted_at IS NULL DO NOTHING
                      """)
                  .bind("voter", voter)
                  .bind("id", UUID.randomUUID().toString())
                  .bind("meeting", participant.meeting().value().toString())
                  .bind("custom_id", participant.customId())
                  .bind("name", participant.name())
                  .bind("picture", participant.picture())
                  .bind("preset", participant.preset().value().toString())
                  .bind("now", now.toEpochMilli())
                  .execute();
          if (added == 0) {
            handle.createUpdate("DELETE FROM voter WHERE id = :id").bind("id", voter).execute();
            return Optional.empty();
          }
          return find(handle, "p.voter_id = :key", voter);
        });
  }

  private static boolean taken(Handle handle, NewParticipant participant) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM participant
            WHERE meeting_id = :meeting AND custom_id = :custom_id AND deleted_at IS NULL
            """)
        .bind("meeting", participant.meeting().value().toString())
        .bind("custom_id", participant.customId())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  Optional<Participant> find(ParticipantId id) {
    return database.read(handle -> find(handle, "p.id = :key", id.value().toString()));
  }

  private static Optional<Participant> find(Handle handle, String condition, Object key) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM " + FROM + " WHERE " + condition)
        .bind("key", key)
        .map(ParticipantRows::toParticipant)
        .findOne();
  }

  Map<ParticipantId, Participant> of(Collection<ParticipantId> ids) {
    return database.read(handle -> of(handle, database.dialect(), ids));
  }

  static Map<ParticipantId, Participant> of(
      Handle handle, Dialect dialect, Collection<ParticipantId> ids) {
    return handle
        .createQuery(
            "SELECT %s FROM %s WHERE %s"
                .formatted(COLUMNS, FROM, dialect.amongWords("p.id", "ids")))
        .bind("ids", dialect.words(ids.stream().map(id -> id.value().toString()).toList()))
        .map(ParticipantRows::toParticipant)
        .collect(Collectors.toMap(Participant::id, each -> each));
  }

  Map<VoterId, Participant> byVoter(Collection<VoterId> voters) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM %s WHERE %s"
                        .formatted(COLUMNS, FROM, dialect.among("p.voter_id", "voters")))
                .bind("voters", dialect.list(voters.stream().map(VoterId::value).toList()))
                .map(ParticipantRows::toParticipant)
                .collect(Collectors.toMap(Participant::voter, each -> each)));
  }

  List<Participant> named(MeetingId meeting, Collection<String> customIds) {
    return database.read(
        handle ->
            customIds.stream()
                .distinct()
                .flatMap(
                    custom ->
                        handle
                            .createQuery(
                                """
                                SELECT %s FROM %s
                                WHERE p.meeting_id = :meeting AND p.custom_id = :custom
                                  AND p.deleted_at IS NULL
                                """
                                    .formatted(COLUMNS, FROM))
                            .bind("meeting", meeting.value().toString())
                            .bind("custom", Columns.findable(custom))
                            .map(ParticipantRows::toParticipant)
                            .findOne()
                            .stream())
                .toList());
  }

  Listing<Participant> list(MeetingId meeting, Slice slice) {
    Listed<Participant> participants =
        new Listed<>(
            COLUMNS,
            FROM + " WHERE p.meeting_id = :meeting AND p.deleted_at IS NULL",
            "p.voter_id DESC",
            ParticipantRows::toParticipant);
    return database.read(
        handle ->
            participants.read(
                handle, slice, query -> query.bind("meeting", meeting.value().toString())));
  }

  Optional<Participant> change(Participant changed, Instant now) {
    return database.write(
        handle -> {
          int found =
              handle
                  .createUpdate(
                      """
                      UPDATE participant
                      SET name = :name, picture = :picture, preset_id = :preset, updated_at = :now
                      WHERE voter_id = :voter AND deleted_at IS NULL
                      """)
                  .bind("name", changed.name())
                  .bind("picture", changed.picture())
                  .bind("preset", changed.preset().value().toString())
                  .bind("now", now.toEpochMilli())
                  .bind("voter", changed.voter().value())
                  .execute();
          return found == 0
              ? Optional.empty()
              : find(handle, "p.voter_id = :key", changed.voter().value());
        });
  }

  Optional<Participant> delete(ParticipantId id, Instant now) {
    return database.write(
        handle -> {
          int found =
              handle
                  .createUpdate(
                      """
                      UPDATE participant SET deleted_at = :now
                      WHERE id = :id AND deleted_at IS NULL
                      """)
                  .bind("now", now.toEpochMilli())
                  .bind("id", id.value().toString())
                  .execute();
          return found == 0 ? Optional.empty() : find(handle, "p.id = :key", id.value().toString());
        });
  }

  static Participant toParticipant(ResultSet row, StatementContext context) throws SQLException {
    return new Participant(
        new VoterId(row.getLong("voter_id")),
        new ParticipantId(UUID.fromString(row.getString("participant_id"))),
        new AppId(row.getString("app_id")),
        new MeetingId(UUID.fromString(row.getString("meeting_id"))),
        row.getString("custom_id"),
        row.getString("participant_name"),
        row.getString("picture"),
        new PresetId(UUID.fromString(row.getString("preset_id"))),
        row.getString("preset_name"),
        PresetRows.permissions(row),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.maybeInstant(row, "deleted_at") != null);
  }
}
