package org.pollard.store.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.AppId;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.NewMeeting;
import org.pollard.meeting.NewParticipant;
import org.pollard.meeting.NewPreset;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Preset;
import org.pollard.meeting.PresetId;
import org.pollard.meeting.PresetOutcome;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Conditions;
import org.pollard.store.Database;
import org.pollard.store.Listed;

/// Meetings, and the front of presets and participants. Thread-safe.
public final class MeetingRows implements MeetingStore {

  private static final String COLUMNS =
      "id, app_id, title, is_active, keep_alive_seconds, settings, created_at, updated_at";

  private final Database database;
  private final PresetRows presets;
  private final ParticipantRows participants;

  public MeetingRows(Database database) {
    this.database = database;
    this.presets = new PresetRows(database);
    this.participants = new ParticipantRows(database);
  }

  @Override
  public Meeting addMeeting(NewMeeting meeting, Instant now) {
    String id = UUID.randomUUID().toString();
    return database.write(
        handle ->
            bind(
                    handle.createQuery(
                        """
                        INSERT INTO meeting (id, app_id, title, search_text, is_active,
                          keep_alive_seconds, settings, created_at, updated_at)
                        VALUES (:id, :app, :title, :search_text, TRUE,
                          :keep_alive, :settings, :now, :now)
                        RETURNING %s
                        """
                            .formatted(COLUMNS)),
                    id,
                    meeting.title(),
                    meeting.keepAlive(),
                    meeting.settings(),
                    now)
                .bind("app", meeting.app().value())
                .map(MeetingRows::toMeeting)
                .one());
  }

  @Override
  public Optional<Meeting> meeting(MeetingId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM meeting WHERE id = :id")
                .bind("id", id.value().toString())
                .map(MeetingRows::toMeeting)
                .findOne());
  }

  @Override
  public Listing<Meeting> meetings(MeetingFilter filter, Slice slice) {
    Conditions wanted = new Conditions("TRUE").and("app_id = :app", "app", filter.app().value());
    if (filter.search() != null) {
      wanted.and(
          database.dialect().contains("search_text", "search"),
          "search",
          Columns.findable(Columns.folded(filter.search())));
    }
    if (filter.active() != null) {
      wanted.and("is_active = :active", "active", filter.active());
    }
    if (filter.from() != null) {
      wanted.and("created_at >= :from", "from", filter.from().toEpochMilli());
    }
    if (filter.to() != null) {
      wanted.and("created_at <= :to", "to", filter.to().toEpochMilli());
    }
    Listed<Meeting> meetings =
        new Listed<>(COLUMNS, "meeting WHERE " + wanted.text(), "no DESC", MeetingRows::toMeeting);
    return database.read(handle -> meetings.read(handle, slice, wanted::bind));
  }

  @Override
  public Optional<Meeting> changeMeeting(Meeting changed, Instant now) {
    return database.write(
        handle ->
            bind(
                    handle.createQuery(
                        """
                        UPDATE meeting
                        SET title = :title, search_text = :search_text, is_active = :is_active,
                          keep_alive_seconds = :keep_alive, settings = :settings, updated_at = :now
                        WHERE id = :id
                        RETURNING %s
                        """
                            .formatted(COLUMNS)),
                    changed.id().value().toString(),
                    changed.title(),
                    changed.keepAlive(),
                    changed.settings(),
                    now)
                .bind("is_active", changed.active())
                .map(MeetingRows::toMeeting)
                .findOne());
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement,
      String id,
      @Nullable String title,
      Duration keepAlive,
      String settings,
      Instant now) {
    return statement
        .bind("id", id)
        .bind("title", title)
        .bind("search_text", Columns.folded(id + "\n" + (title == null ? "" : title)))
        .bind("keep_alive", Math.toIntExact(keepAlive.toSeconds()))
        .bind("settings", settings)
        .bind("now", now.toEpochMilli());
  }

  @Override
  public PresetOutcome addPreset(NewPreset preset, Instant now) {
    return presets.add(preset, now);
  }

  @Override
  public Optional<Preset> preset(PresetId id) {
    return presets.find(id);
  }

  @Override
  public Optional<Preset> presetNamed(AppId app, String name) {
    return presets.named(app, name);
  }

  @Override
  public Listing<Preset> presets(AppId app, @Nullable String search, Slice slice) {
    return presets.list(app, search, slice);
  }

  @Override
  public PresetOutcome changePreset(Preset changed, Instant now) {
    return presets.change(changed, now);
  }

  @Override
  public Optional<Preset> deletePreset(PresetId id, Instant now) {
    return presets.delete(id, now);
  }

  @Override
  public Optional<Participant> addParticipant(NewParticipant participant, Instant now) {
    return participants.add(participant, now);
  }

  @Override
  public Optional<Participant> participant(ParticipantId id) {
    return participants.find(id);
  }

  @Override
  public Map<ParticipantId, Participant> participants(Collection<ParticipantId> ids) {
    return participants.of(ids);
  }

  @Override
  public Map<VoterId, Participant> participantsByVoter(Collection<VoterId> voters) {
    return participants.byVoter(voters);
  }

  @Override
  public List<Participant> participantsNamed(MeetingId meeting, Collection<String> customIds) {
    return participants.named(meeting, customIds);
  }

  @Override
  public Listing<Participant> participants(MeetingId meeting, Slice slice) {
    return participants.list(meeting, slice);
  }

  @Override
  public Optional<Participant> changeParticipant(Participant changed, Instant now) {
    return participants.change(changed, now);
  }

  @Override
  public Optional<Participant> deleteParticipant(ParticipantId id, Instant now) {
    return participants.delete(id, now);
  }

  private static Meeting toMeeting(ResultSet row, StatementContext context) throws SQLException {
    return new Meeting(
        new MeetingId(UUID.fromString(row.getString("id"))),
        new AppId(row.getString("app_id")),
        row.getString("title"),
        row.getBoolean("is_active"),
        Duration.ofSeconds(row.getLong("keep_alive_seconds")),
        row.getString("settings"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }
}
