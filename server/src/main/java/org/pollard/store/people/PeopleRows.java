package org.pollard.store.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.NewUser;
import org.pollard.people.PeopleStore;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;
import org.pollard.store.SearchTerm;

/// Users. Thread-safe.
public final class PeopleRows implements PeopleStore {

  static final String USER =
      "users.id, users.name, users.login_id, users.administrator, users.created_at";

  private final Database database;

  public PeopleRows(Database database) {
    this.database = database;
  }

  @Override
  public Optional<User> addUser(NewUser user, Instant now) {
    return database.write(handle -> add(handle, user, now));
  }

  /// Empty when the login id exists already.
  public static Optional<User> add(Handle handle, NewUser user, Instant now) {
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
            .bind("search_text", searchText(user.name(), login))
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

  /// Has others who make something for this user wait until this transaction is over, so that what
  /// is counted in it is still true at its end.
  public static void lock(Handle handle, VoterId user, Dialect dialect) {
    var _ =
        handle
            .createQuery("SELECT id FROM users WHERE id = :id " + dialect.forUpdate())
            .bind("id", user.value())
            .mapTo(long.class)
            .findOne();
  }

  public static Optional<User> byLogin(Handle handle, String loginId) {
    return handle
        .createQuery("SELECT " + USER + " FROM users WHERE login_key = :login_key")
        .bind("login_key", Columns.findable(Columns.folded(loginId)))
        .map(PeopleRows::toUser)
        .findOne();
  }

  @Override
  public void setPasswordHash(VoterId id, String hash) {
    database.write(
        handle ->
            handle
                .createUpdate("UPDATE users SET password_hash = :hash WHERE id = :id")
                .bind("hash", hash)
                .bind("id", id.value())
                .execute());
  }

  @Override
  public Optional<User> rename(VoterId id, String name) {
    return database.write(
        handle ->
            handle
                .createQuery("SELECT " + USER + " FROM users WHERE id = :id")
                .bind("id", id.value())
                .map(PeopleRows::toUser)
                .findOne()
                .map(before -> rename(handle, before, name)));
  }

  /// The unique key judges those who want the same at one moment; the loser is told so the next
  /// time.
  @Override
  public Optional<User> changeLogin(VoterId id, String loginId) {
    return database.write(
        handle -> {
          if (byLogin(handle, loginId).filter(each -> !each.id().equals(id)).isPresent()) {
            return Optional.empty();
          }
          return handle
              .createQuery("SELECT " + USER + " FROM users WHERE id = :id")
              .bind("id", id.value())
              .map(PeopleRows::toUser)
              .findOne()
              .map(before -> relogin(handle, before, loginId));
        });
  }

  private static User relogin(Handle handle, User before, String login) {
    return handle
        .createQuery(
            """
            UPDATE users SET login_id = :login_id, login_key = :login_key,
              search_text = :search_text
            WHERE id = :id RETURNING %s
            """
                .formatted(USER))
        .bind("login_id", login)
        .bind("login_key", Columns.folded(login))
        .bind("search_text", searchText(before.name(), login))
        .bind("id", before.id().value())
        .map(PeopleRows::toUser)
        .one();
  }

  private static String searchText(String name, @Nullable String login) {
    return Columns.folded(name + "\n" + (login == null ? "" : login));
  }

  private static User rename(Handle handle, User before, String name) {
    return handle
        .createQuery(
            "UPDATE users SET name = :name, search_text = :search_text WHERE id = :id RETURNING "
                + USER)
        .bind("name", name)
        .bind("search_text", searchText(name, before.loginId()))
        .bind("id", before.id().value())
        .map(PeopleRows::toUser)
        .one();
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

  static User toUser(ResultSet row, StatementContext context) throws SQLException {
    return new User(
        new VoterId(row.getLong("id")),
        row.getString("name"),
        row.getString("login_id"),
        row.getBoolean("administrator"),
        Columns.instant(row, "created_at"));
  }
}
