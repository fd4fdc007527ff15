package org.pollard.store.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.ApiToken;
import org.pollard.meeting.ApiTokenId;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.NewPreset;
import org.pollard.meeting.PermissionGroup;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.TokenId;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Conditions;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;

/// Apps and the API tokens of the account. Thread-safe.
public final class AppRows implements AppStore {

  private static final String APP = "id, owner_id, name, key_hash, created_at";
  private static final String TOKEN = "id, name, hash, permission_groups, created_at, expires_at";

  private final Database database;

  public AppRows(Database database) {
    this.database = database;
  }

  @Override
  public App addApp(AppId id, String name, String keyHash, List<NewPreset> presets, Instant now) {
    return database.write(
        handle -> {
          long owner =
              handle
                  .createQuery("INSERT INTO voter (kind) VALUES ('APP') RETURNING id")
                  .mapTo(long.class)
                  .one();
          App app =
              handle
                  .createQuery(
                      """
                      INSERT INTO app (id, owner_id, name, search_text, key_hash, created_at)
                      VALUES (:id, :owner, :name, :search_text, :key_hash, :created_at)
                      RETURNING %s
                      """
                          .formatted(APP))
                  .bind("id", id.value())
                  .bind("owner", owner)
                  .bind("name", name)
                  .bind("search_text", Columns.folded(name))
                  .bind("key_hash", keyHash)
                  .bind("created_at", now.toEpochMilli())
                  .map(AppRows::toApp)
                  .one();
          presets.forEach(preset -> PresetRows.insert(handle, preset, now));
          return app;
        });
  }

  @Override
  public Optional<App> app(AppId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + APP + " FROM app WHERE id = :id")
                .bind("id", Columns.findable(id.value()))
                .map(AppRows::toApp)
                .findOne());
  }

  @Override
  public Listing<App> apps(@Nullable String search, boolean newestFirst, Slice slice) {
    Conditions wanted = new Conditions("TRUE");
    if (search != null) {
      wanted.and(
          database.dialect().contains("search_text", "search"),
          "search",
          Columns.findable(Columns.folded(search)));
    }
    Listed<App> apps =
        new Listed<>(
            APP, "app WHERE " + wanted.text(), newestFirst ? "no DESC" : "no", AppRows::toApp);
    return database.read(handle -> apps.read(handle, slice, wanted::bind));
  }

  @Override
  public boolean addToken(ApiToken token, @Nullable TokenId madeWith) {
    return database.write(
        handle -> {
          if (madeWith != null && !isHeld(handle, madeWith)) {
            return false;
          }
          handle
              .createUpdate(
                  """
                    INSERT INTO api_token (id, name, hash, permission_groups, made_with, created_at, expires_at)
                    VALUES (:id, :name, :hash, :groups, :made_with, :created_at, :expires_at)
                    """)
              .bind("id", token.id().value())
              .bind("name", token.name())
              .bind("hash", token.hash())
              .bind(
                  "groups",
                  token.groups().stream()
                      .map(PermissionGroup::name)
                      .sorted()
                      .collect(Collectors.joining("\n")))
              .bind("made_with", madeWith == null ? null : madeWith.value())
              .bind("created_at", token.createdAt().toEpochMilli())
              .bind("expires_at", Columns.millis(token.expiresAt()))
              .execute();
          return true;
        });
  }

  /// Whether this access token was not revoked, held so until this transaction is over. Only the
  /// administrator's makes API tokens, and that has no end.
  private boolean isHeld(Handle handle, TokenId token) {
    return handle
        .createQuery(
            "SELECT id FROM access_token WHERE id = :id AND revoked_at IS NULL "
                + database.dialect().forShare())
        .bind("id", token.value())
        .mapTo(long.class)
        .findOne()
        .isPresent();
  }

  @Override
  public Map<String, ApiToken> tokens(Collection<String> hashes) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM api_token WHERE revoked_at IS NULL AND %s"
                        .formatted(TOKEN, dialect.amongWords("hash", "hashes")))
                .bind("hashes", dialect.words(hashes))
                .map(AppRows::toToken)
                .collect(Collectors.toMap(ApiToken::hash, token -> token)));
  }

  @Override
  public Optional<ApiToken> token(ApiTokenId id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT " + TOKEN + " FROM api_token WHERE id = :id AND revoked_at IS NULL")
                .bind("id", Columns.findable(id.value()))
                .map(AppRows::toToken)
                .findOne());
  }

  @Override
  public Listing<ApiToken> tokens(@Nullable Instant goodAt, boolean newestFirst, Slice slice) {
    Conditions wanted = new Conditions("revoked_at IS NULL");
    if (goodAt != null) {
      wanted.and("(expires_at IS NULL OR expires_at > :good_at)", "good_at", goodAt.toEpochMilli());
    }
    Listed<ApiToken> tokens =
        new Listed<>(
            TOKEN,
            "api_token WHERE " + wanted.text(),
            newestFirst ? "created_at DESC, id DESC" : "created_at, id",
            AppRows::toToken);
    return database.read(handle -> tokens.read(handle, slice, wanted::bind));
  }

  @Override
  public Optional<ApiToken> revokeToken(ApiTokenId id, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE api_token SET revoked_at = :now
                    WHERE id = :id AND revoked_at IS NULL
                    RETURNING %s
                    """
                        .formatted(TOKEN))
                .bind("now", now.toEpochMilli())
                .bind("id", Columns.findable(id.value()))
                .map(AppRows::toToken)
                .findOne());
  }

  private static App toApp(ResultSet row, StatementContext context) throws SQLException {
    return new App(
        new AppId(row.getString("id")),
        new VoterId(row.getLong("owner_id")),
        row.getString("name"),
        row.getString("key_hash"),
        Columns.instant(row, "created_at"));
  }

  private static ApiToken toToken(ResultSet row, StatementContext context) throws SQLException {
    return new ApiToken(
        new ApiTokenId(row.getString("id")),
        row.getString("name"),
        row.getString("hash"),
        row.getString("permission_groups")
            .lines()
            .map(PermissionGroup::valueOf)
            .collect(Collectors.toSet()),
        Columns.instant(row, "created_at"),
        Columns.maybeInstant(row, "expires_at"));
  }
}
