package org.pollard.store.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.AppId;
import org.pollard.meeting.NewPreset;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Preset;
import org.pollard.meeting.PresetId;
import org.pollard.meeting.PresetOutcome;
import org.pollard.meeting.PresetPermissions;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.store.Columns;
import org.pollard.store.Conditions;
import org.pollard.store.Database;
import org.pollard.store.Listed;

/// Presets. Thread-safe.
final class PresetRows {

  private static final String PERMISSIONS =
      "can_create_polls, can_vote, can_view, can_kick, can_change_permissions";

  private static final String COLUMNS =
      "id, app_id, name, document, created_at, updated_at, deleted_at, " + PERMISSIONS;

  private final Database database;

  PresetRows(Database database) {
    this.database = database;
  }

  PresetOutcome add(NewPreset preset, Instant now) {
    return database.write(
        handle ->
            insert(handle, preset, now)
                .<PresetOutcome>map(PresetOutcome.Kept::new)
                .orElseGet(PresetOutcome.NameTaken::new));
  }

  /// Empty when the name is taken.
  static Optional<Preset> insert(Handle handle, NewPreset preset, Instant now) {
    return bind(
            handle.createQuery(
                """
                INSERT INTO preset (id, app_id, name, search_text, document, created_at,
                  updated_at, %s)
                VALUES (:id, :app, :name, :search_text, :document, :now,
                  :now, :can_create_polls, :can_vote, :can_view, :can_kick,
                  :can_change_permissions)
                ON CONFLICT (app_id, name) WHERE deleted_at IS NULL DO NOTHING
                RETURNING %s
                """
                    .formatted(PERMISSIONS, COLUMNS)),
            preset.name(),
            preset.permissions(),
            preset.document(),
            now)
        .bind("id", UUID.randomUUID().toString())
        .bind("app", preset.app().value())
        .map(PresetRows::toPreset)
        .findOne();
  }

  Optional<Preset> find(PresetId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM preset WHERE id = :id")
                .bind("id", id.value().toString())
                .map(PresetRows::toPreset)
                .findOne());
  }

  Optional<Preset> named(AppId app, String name) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s FROM preset
                    WHERE app_id = :app AND name = :name AND deleted_at IS NULL
                    """
                        .formatted(COLUMNS))
                .bind("app", app.value())
                .bind("name", Columns.findable(name))
                .map(PresetRows::toPreset)
                .findOne());
  }

  Listing<Preset> list(AppId app, @Nullable String search, Slice slice) {
    Conditions wanted =
        new Conditions("deleted_at IS NULL").and("app_id = :app", "app", app.value());
    if (search != null) {
      wanted.and(
          database.dialect().contains("search_text", "search"),
          "search",
          Columns.findable(Columns.folded(search)));
    }
    Listed<Preset> presets =
        new Listed<>(COLUMNS, "preset WHERE " + wanted.text(), "no DESC", PresetRows::toPreset);
    return database.read(handle -> presets.read(handle, slice, wanted::bind));
  }

  /// Looks for the name first, which another change may take in between: then the unique key fails
  /// this one, and nothing is changed.
  PresetOutcome change(Preset changed, Instant now) {
    return database.write(
        handle -> {
          boolean taken =
              handle
                  .createQuery(
                      """
                      SELECT 1 FROM preset
                      WHERE app_id = :app AND name = :name AND id <> :id AND deleted_at IS NULL
                      """)
                  .bind("app", changed.app().value())
                  .bind("name", changed.name())
                  .bind("id", changed.id().value().toString())
                  .mapTo(int.class)
                  .findOne()
                  .isPresent();
          if (taken) {
            return new PresetOutcome.NameTaken();
          }
          return bind(
                  handle.createQuery(
                      """
                      UPDATE preset
                      SET name = :name, search_text = :search_text, document = :document,
                        updated_at = :now, can_create_polls = :can_create_polls,
                        can_vote = :can_vote, can_view = :can_view, can_kick = :can_kick,
                        can_change_permissions = :can_change_permissions
                      WHERE id = :id AND deleted_at IS NULL
                      RETURNING %s
                      """
                          .formatted(COLUMNS)),
                  changed.name(),
                  changed.permissions(),
                  changed.document(),
                  now)
              .bind("id", changed.id().value().toString())
              .map(PresetRows::toPreset)
              .findOne()
              .<PresetOutcome>map(PresetOutcome.Kept::new)
              .orElseGet(PresetOutcome.Unknown::new);
        });
  }

  Optional<Preset> delete(PresetId id, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE preset SET deleted_at = :now WHERE id = :id AND deleted_at IS NULL
                    RETURNING %s
                    """
                        .formatted(COLUMNS))
                .bind("now", now.toEpochMilli())
                .bind("id", id.value().toString())
                .map(PresetRows::toPreset)
                .findOne());
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, String name, PresetPermissions permissions, String document, Instant now) {
    return statement
        .bind("name", name)
        .bind("search_text", Columns.folded(name))
        .bind("document", document)
        .bind("now", now.toEpochMilli())
        .bind("can_create_polls", permissions.polls().create())
        .bind("can_vote", permissions.polls().vote())
        .bind("can_view", permissions.polls().view())
        .bind("can_kick", permissions.kick())
        .bind("can_change_permissions", permissions.changePermissions());
  }

  static PresetPermissions permissions(ResultSet row) throws SQLException {
    return new PresetPermissions(
        polls(row), row.getBoolean("can_kick"), row.getBoolean("can_change_permissions"));
  }

  static PollPermissions polls(ResultSet row) throws SQLException {
    return new PollPermissions(
        row.getBoolean("can_create_polls"), row.getBoolean("can_vote"), row.getBoolean("can_view"));
  }

  private static Preset toPreset(ResultSet row, StatementContext context) throws SQLException {
    return new Preset(
        new PresetId(UUID.fromString(row.getString("id"))),
        new AppId(row.getString("app_id")),
        row.getString("name"),
        permissions(row),
        row.getString("document"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.maybeInstant(row, "deleted_at") != null);
  }
}
