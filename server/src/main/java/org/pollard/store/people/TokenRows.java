package org.pollard.store.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.AccessToken;
import org.pollard.people.BrowserSession;
import org.pollard.people.Listing;
import org.pollard.people.NewToken;
import org.pollard.people.Quota;
import org.pollard.people.RemoteControl;
import org.pollard.people.Slice;
import org.pollard.people.TokenHolder;
import org.pollard.people.TokenId;
import org.pollard.people.TokenKind;
import org.pollard.people.TokenStore;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;

/// Access tokens and which came from which. Thread-safe.
public final class TokenRows implements TokenStore {

  private static final String TOKEN =
      "id, user_id, hash, kind, purpose, scopes, root, parent_id, created_at, seen_at, expires_at,"
          + " revoked_at";

  private static final int MOST_BROWSERS = 100;

  /// The tokens that fulfil a condition, and all that came from them.
  private static final String FAMILY =
      """
      WITH RECURSIVE family (id) AS (
        SELECT id FROM access_token WHERE %s
        UNION
        SELECT child.id FROM access_token child JOIN family ON child.parent_id = family.id)
      """;

  private final Database database;

  public TokenRows(Database database) {
    this.database = database;
  }

  @Override
  public Optional<AccessToken> add(NewToken token, String hash, Instant now) {
    return database.write(
        handle -> {
          if (token.kind() == TokenKind.PROGRAM) {
            PeopleRows.lock(handle, token.user(), database.dialect());
            Quota.TOKENS.check(good(handle, token.user(), now));
          }
          TokenId parent = token.parent();
          if (parent == null) {
            return Optional.of(insert(handle, token, hash, now));
          }
          return good(handle, parent, now)
              .map(found -> insert(handle, token.under(found), hash, now));
        });
  }

  /// The token if it is good, held against whoever ends it until this transaction is over: they
  /// find what is made here, or this is not made.
  private Optional<AccessToken> good(Handle handle, TokenId token, Instant now) {
    return handle
        .createQuery(
            "SELECT %s FROM access_token WHERE id = :id %s"
                .formatted(TOKEN, database.dialect().forShare()))
        .bind("id", token.value())
        .map(TokenRows::toToken)
        .findOne()
        .filter(found -> found.isGood(now));
  }

  private static AccessToken insert(Handle handle, NewToken token, String hash, Instant now) {
    TokenId parent = token.parent();
    return handle
        .createQuery(
            """
            INSERT INTO access_token (user_id, hash, kind, purpose, scopes, root, parent_id,
              browser, created_at, seen_at, expires_at)
            VALUES (:user, :hash, :kind, :purpose, :scopes, FALSE, :parent,
              :browser, :now, :seen_at, :expires_at)
            RETURNING %s
            """
                .formatted(TOKEN))
        .bind("user", token.user().value())
        .bind("hash", hash)
        .bind("kind", token.kind().name())
        .bind("purpose", token.purpose())
        .bind("scopes", scopesToText(token.scopes()))
        .bind("parent", parent == null ? null : parent.value())
        .bind("browser", token.browser())
        .bind("now", now.toEpochMilli())
        .bind("seen_at", token.kind() == TokenKind.BROWSER ? now.toEpochMilli() : null)
        .bind("expires_at", Columns.millis(token.expiresAt()))
        .map(TokenRows::toToken)
        .one();
  }

  @Override
  public void replaceRoot(VoterId administrator, String hash, Instant now) {
    database.write(
        handle -> {
          String old = "user_id = :user AND root AND hash <> :hash";
          UnaryOperator<Query> bound =
              query -> query.bind("user", administrator.value()).bind("hash", hash);
          // Revoked first, which waits for whoever makes a token with one of them at this moment.
          if (!end(handle, old, bound, now).isEmpty()) {
            // Whoever had the old token may have had a link from the log or the data folder too.
            handle
                .createUpdate("UPDATE host_link SET used_at = :now WHERE used_at IS NULL")
                .bind("now", now.toEpochMilli())
                .execute();
          }
          handle
              .createUpdate(
                  FAMILY.formatted(old)
                      + "DELETE FROM access_token WHERE id IN (SELECT id FROM family)")
              .bind("user", administrator.value())
              .bind("hash", hash)
              .execute();
          // The operator may give a token that was issued to somebody: from now on it is the root
          // token.
          return handle
              .createUpdate(
                  """
                  INSERT INTO access_token (user_id, hash, kind, purpose, scopes, root, created_at)
                  VALUES (:user, :hash, 'PROGRAM', 'root administrator', '', TRUE, :created_at)
                  ON CONFLICT (hash) DO UPDATE
                  SET user_id = excluded.user_id, kind = 'PROGRAM', scopes = '', root = TRUE,
                    parent_id = NULL, expires_at = NULL, revoked_at = NULL
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
                    SELECT %s, t.id AS token_id, t.user_id, t.hash, t.kind, t.purpose, t.scopes,
                      t.root, t.parent_id, t.created_at AS issued_at, t.seen_at, t.expires_at,
                      t.revoked_at
                    FROM access_token t JOIN users ON users.id = t.user_id
                    WHERE %s
                    """
                        .formatted(PeopleRows.USER, dialect.amongWords("t.hash", "hashes")))
                .bind("hashes", dialect.words(hashes))
                .map(
                    (row, context) ->
                        new TokenHolder(
                            token(row, "token_id", "issued_at"), PeopleRows.toUser(row, context)))
                .collect(Collectors.toMap(each -> each.token().hash(), each -> each)));
  }

  @Override
  public Listing<AccessToken> ofPrograms(VoterId user, Slice slice) {
    String from =
        "access_token WHERE user_id = :user AND kind <> 'BROWSER' AND revoked_at IS NULL AND NOT root";
    Listed<AccessToken> tokens = new Listed<>(TOKEN, from, "id", TokenRows::toToken);
    return database.read(
        handle -> tokens.read(handle, slice, query -> query.bind("user", user.value())));
  }

  @Override
  public long good(VoterId user, Instant now) {
    return database.read(handle -> good(handle, user, now));
  }

  private static long good(Handle handle, VoterId user, Instant now) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM access_token
            WHERE user_id = :user AND kind = 'PROGRAM' AND revoked_at IS NULL AND NOT root
              AND (expires_at IS NULL OR expires_at > :now)
            """)
        .bind("user", user.value())
        .bind("now", now.toEpochMilli())
        .mapTo(long.class)
        .one();
  }

  @Override
  public boolean isRoot(TokenId token) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT 1 FROM access_token WHERE id = :id AND root")
                .bind("id", token.value())
                .mapTo(int.class)
                .findOne()
                .isPresent());
  }

  @Override
  public List<BrowserSession> browsers(VoterId user, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, browser, scopes, created_at, coalesce(seen_at, created_at) AS seen_at
                    FROM access_token
                    WHERE user_id = :user AND kind = 'BROWSER' AND revoked_at IS NULL
                      AND (expires_at IS NULL OR expires_at > :now)
                    ORDER BY id DESC LIMIT :most
                    """)
                .bind("user", user.value())
                .bind("now", now.toEpochMilli())
                .bind("most", MOST_BROWSERS)
                .map(
                    (row, context) ->
                        new BrowserSession(
                            new TokenId(row.getLong("id")),
                            row.getString("browser"),
                            Columns.instant(row, "created_at"),
                            Columns.instant(row, "seen_at"),
                            RemoteControl.roomOf(row.getString("scopes").lines().toList())))
                .list());
  }

  @Override
  public void seen(Collection<TokenId> tokens, Instant now) {
    Dialect dialect = database.dialect();
    database.write(
        handle ->
            handle
                .createUpdate(
                    "UPDATE access_token SET seen_at = :now WHERE " + dialect.among("id", "ids"))
                .bind("now", now.toEpochMilli())
                .bind("ids", dialect.list(tokens.stream().map(TokenId::value).toList()))
                .execute());
  }

  @Override
  public List<AccessToken> revoke(VoterId user, TokenId token, Instant now) {
    List<AccessToken> ended =
        end(
            "id = :id AND user_id = :user AND revoked_at IS NULL AND NOT root",
            query -> query.bind("id", token.value()).bind("user", user.value()),
            now);
    ended.sort((one, other) -> Boolean.compare(other.id().equals(token), one.id().equals(token)));
    return ended;
  }

  @Override
  public List<AccessToken> revokeAll(TokenKind kind, Instant now) {
    return end(
        "kind = :kind AND revoked_at IS NULL AND NOT root",
        query -> query.bind("kind", kind.name()),
        now);
  }

  @Override
  public List<AccessToken> revokeBrowsers(VoterId user, @Nullable TokenId kept, Instant now) {
    return end(
        "user_id = :user AND kind = 'BROWSER' AND id <> :kept AND revoked_at IS NULL AND NOT root",
        query -> query.bind("user", user.value()).bind("kept", kept == null ? 0 : kept.value()),
        now);
  }

  private List<AccessToken> end(String which, UnaryOperator<Query> bound, Instant now) {
    return database.write(handle -> end(handle, which, bound, now));
  }

  /// Ends families, and again as long as there is more of them: a statement that had to wait for a
  /// token that was being made does not see it, the next one does. What is ended gets no more
  /// children.
  private List<AccessToken> end(
      Handle handle, String which, UnaryOperator<Query> bound, Instant now) {
    Dialect dialect = database.dialect();
    String families = FAMILY.formatted(dialect.among("id", "ids"));
    String ids =
        dialect.list(
            bound
                .apply(handle.createQuery("SELECT id FROM access_token WHERE " + which))
                .mapTo(Long.class)
                .list());
    List<AccessToken> ended = new ArrayList<>();
    List<AccessToken> more;
    do {
      more =
          handle
              .createQuery(
                  families
                      + """
                      UPDATE access_token SET revoked_at = :now
                      WHERE id IN (SELECT id FROM family) AND revoked_at IS NULL
                      RETURNING %s
                      """
                          .formatted(TOKEN))
              .bind("ids", ids)
              .bind("now", now.toEpochMilli())
              .map(TokenRows::toToken)
              .list();
      ended.addAll(more);
    } while (!more.isEmpty());
    handle
        .createUpdate(
            families
                + """
                UPDATE api_token SET revoked_at = :now
                WHERE revoked_at IS NULL AND made_with IN (SELECT id FROM family)
                """)
        .bind("ids", ids)
        .bind("now", now.toEpochMilli())
        .execute();
    return ended;
  }

  private static AccessToken toToken(ResultSet row, StatementContext context) throws SQLException {
    return token(row, "id", "created_at");
  }

  private static AccessToken token(ResultSet row, String id, String createdAt) throws SQLException {
    Long parent = Columns.maybeLong(row, "parent_id");
    return new AccessToken(
        new TokenId(row.getLong(id)),
        new VoterId(row.getLong("user_id")),
        row.getString("hash"),
        TokenKind.valueOf(row.getString("kind")),
        row.getString("purpose"),
        row.getString("scopes").lines().toList(),
        row.getBoolean("root"),
        parent == null ? null : new TokenId(parent),
        Columns.instant(row, createdAt),
        Columns.maybeInstant(row, "seen_at"),
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
