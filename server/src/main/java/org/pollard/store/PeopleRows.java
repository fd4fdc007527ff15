package org.pollard.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.AccessToken;
import org.pollard.people.Listing;
import org.pollard.people.NewToken;
import org.pollard.people.NewUser;
import org.pollard.people.PeopleStore;
import org.pollard.people.Slice;
import org.pollard.people.TokenHolder;
import org.pollard.people.TokenId;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Users and their access tokens. Thread-safe.
final class PeopleRows implements PeopleStore {

  private static final String USER =
      "users.id, users.name, users.login_id, users.administrator, users.created_at";

  private static final String TOKEN =
      "id, user_id, hash, purpose, scopes, root, created_at, expires_at, revoked_at";

  private final Database database;

  PeopleRows(Database database) {
    this.database = database;
  }

  @Override
  public Optional<User> addUser(NewUser user, Instant now) {
    return database.write(handle -> add(handle, user, now));
  }

  /// Empty when the login id exists already.
  static Optional<User> add(Handle handle, NewUser user, Instant now) {
    String login = user.loginId();
    // Before the voter, so that a login id in use costs no id; the unique key judges those
    // who come together.
    if (login != null && loginTaken(handle, login)) {
      return Optional.empty();
    }
    long id =
        handle
            .createQuery("INSERT INTO voter (kind) VALUES ('USER') RETURNING id")
            .mapTo(long.class)
            .one();
    Optional<User> added =
        handle
            .createQuery(
                """
                INSERT INTO users (id, name, login_id, login_key, search_text, password_hash,
                  administrator, created_at)
                VALUES (:id, :name, :login_id, :login_key, :search_text, :password_hash,
                  :administrator, :created_at)
                ON CONFLICT (login_key) DO NOTHING
                RETURNING %s
                """
                    .formatted(USER))
            .bind("id", id)
            .bind("name", user.name())
            .bind("login_id", login)
            .bind("login_key", login == null ? null : Columns.folded(login))
            .bind("search_text", Columns.folded(user.name() + "\n" + (login == null ? "" : login)))
            .bind("password_hash", user.passwordHash())
            .bind("administrator", user.administrator())
            .bind("created_at", now.toEpochMilli())
            .map(PeopleRows::toUser)
            .findOne();
    if (added.isEmpty()) {
      handle.createUpdate("DELETE FROM voter WHERE id = :id").bind("id", id).execute();
    }
    return added;
  }

  private static boolean loginTaken(Handle handle, String login) {
    return handle
        .createQuery("SELECT 1 FROM users WHERE login_key = :login_key")
        .bind("login_key", Columns.folded(login))
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  @Override
  public Optional<User> user(VoterId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + USER + " FROM users WHERE id = :id")
                .bind("id", id.value())
                .map(PeopleRows::toUser)
                .findOne());
  }

  @Override
  public Map<VoterId, User> users(Collection<VoterId> ids) {
    Dialect dialect = database.dialect();
    List<User> found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT %s FROM users WHERE %s ORDER BY id"
                            .formatted(USER, dialect.among("id", "ids")))
                    .bind("ids", dialect.list(ids.stream().map(VoterId::value).toList()))
                    .map(PeopleRows::toUser)
                    .list());
    Map<VoterId, User> users = new LinkedHashMap<>();
    found.forEach(user -> users.put(user.id(), user));
    return users;
  }

  @Override
  public Optional<User> userByLogin(String loginId) {
    return database.read(handle -> byLogin(handle, loginId));
  }

  static Optional<User> byLogin(Handle handle, String loginId) {
    return handle
        .createQuery("SELECT " + USER + " FROM users WHERE login_key = :login_key")
        .bind("login_key", Columns.findable(Columns.folded(loginId)))
        .map(PeopleRows::toUser)
        .findOne();
  }

  @Override
  public Optional<String> passwordHash(VoterId id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT password_hash FROM users WHERE id = :id AND password_hash IS NOT NULL
                    """)
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public Listing<User> users(@Nullable String search, Slice slice) {
    SearchTerm term = SearchTerm.of(search);
    String from = "users WHERE " + term.in("users", database.dialect());
    Listed<User> users = new Listed<>(USER, from, "users.id", PeopleRows::toUser);
    return database.read(handle -> users.read(handle, slice, term::bind));
  }

  @Override
  public AccessToken addToken(NewToken token, String hash, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    INSERT INTO access_token (user_id, hash, purpose, scopes, root, created_at, expires_at)
                    VALUES (:user, :hash, :purpose, :scopes, :root, :created_at, :expires_at)
                    RETURNING %s
                    """
                        .formatted(TOKEN))
                .bind("user", token.user().value())
                .bind("hash", hash)
                .bind("purpose", token.purpose())
                .bind("scopes", scopesToText(token.scopes()))
                .bind("root", token.root())
                .bind("created_at", now.toEpochMilli())
                .bind("expires_at", Columns.millis(token.expiresAt()))
                .map(PeopleRows::toToken)
                .one());
  }

  @Override
  public void replaceRootToken(VoterId administrator, String hash, Instant now) {
    database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  DELETE FROM access_token WHERE user_id = :user AND root AND hash <> :hash
                  """)
              .bind("user", administrator.value())
              .bind("hash", hash)
              .execute();
          // The operator may give a token that was issued to somebody: from now on it is the root
          // token.
          return handle
              .createUpdate(
                  """
                  INSERT INTO access_token (user_id, hash, purpose, scopes, root, created_at)
                  VALUES (:user, :hash, 'root administrator', '', TRUE, :created_at)
                  ON CONFLICT (hash) DO UPDATE
                  SET user_id = excluded.user_id, scopes = '', root = TRUE,
                    expires_at = NULL, revoked_at = NULL
                  """)
              .bind("user", administrator.value())
              .bind("hash", hash)
              .bind("created_at", now.toEpochMilli())
              .execute();
        });
  }

  /// One statement for both, since every voter who comes for the first time is looked up here.
  @Override
  public Map<String, TokenHolder> holders(Collection<String> hashes) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s, t.id AS token_id, t.user_id, t.hash, t.purpose, t.scopes, t.root,
                      t.created_at AS issued_at, t.expires_at, t.revoked_at
                    FROM access_token t JOIN users ON users.id = t.user_id
                    WHERE %s
                    """
                        .formatted(USER, dialect.amongWords("t.hash", "hashes")))
                .bind("hashes", dialect.words(hashes))
                .map(
                    (row, context) ->
                        new TokenHolder(token(row, "token_id", "issued_at"), toUser(row, context)))
                .collect(Collectors.toMap(each -> each.token().hash(), each -> each)));
  }

  @Override
  public Listing<AccessToken> tokens(VoterId user, Slice slice) {
    String from = "access_token WHERE user_id = :user AND revoked_at IS NULL AND NOT root";
    Listed<AccessToken> tokens = new Listed<>(TOKEN, from, "id", PeopleRows::toToken);
    return database.read(
        handle -> tokens.read(handle, slice, query -> query.bind("user", user.value())));
  }

  @Override
  public long goodTokens(VoterId user, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM access_token
                    WHERE user_id = :user AND revoked_at IS NULL AND NOT root
                      AND (expires_at IS NULL OR expires_at > :now)
                    """)
                .bind("user", user.value())
                .bind("now", now.toEpochMilli())
                .mapTo(long.class)
                .one());
  }

  @Override
  public Optional<AccessToken> revoke(VoterId user, TokenId token, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE access_token SET revoked_at = :now
                    WHERE id = :id AND user_id = :user AND revoked_at IS NULL AND NOT root
                    RETURNING %s
                    """
                        .formatted(TOKEN))
                .bind("now", now.toEpochMilli())
                .bind("id", token.value())
                .bind("user", user.value())
                .map(PeopleRows::toToken)
                .findOne());
  }

  @Override
  public List<AccessToken> revokeAll(String purpose, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE access_token SET revoked_at = :now
                    WHERE purpose = :purpose AND revoked_at IS NULL AND NOT root
                    RETURNING %s
                    """
                        .formatted(TOKEN))
                .bind("now", now.toEpochMilli())
                .bind("purpose", purpose)
                .map(PeopleRows::toToken)
                .list());
  }

  private static User toUser(ResultSet row, StatementContext context) throws SQLException {
    return new User(
        new VoterId(row.getLong("id")),
        row.getString("name"),
        row.getString("login_id"),
        row.getBoolean("administrator"),
        Columns.instant(row, "created_at"));
  }

  private static AccessToken toToken(ResultSet row, StatementContext context) throws SQLException {
    return token(row, "id", "created_at");
  }

  private static AccessToken token(ResultSet row, String id, String createdAt) throws SQLException {
    return new AccessToken(
        new TokenId(row.getLong(id)),
        new VoterId(row.getLong("user_id")),
        row.getString("hash"),
        row.getString("purpose"),
        row.getString("scopes").lines().toList(),
        row.getBoolean("root"),
        Columns.instant(row, createdAt),
        Columns.maybeInstant(row, "expires_at"),
        Columns.maybeInstant(row, "revoked_at"));
  }

  /// One a line: a scope is a method and a route, in which nothing white can be.
  private static String scopesToText(List<String> scopes) {
    for (String scope : scopes) {
      if (scope.isBlank() || scope.lines().count() != 1) {
        throw new IllegalArgumentException("not a scope: " + scope);
      }
    }
    return String.join("\n", scopes);
  }
}
