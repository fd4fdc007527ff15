package org.pollard.store.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.pollard.people.Guest;
import org.pollard.people.GuestStore;
import org.pollard.people.NumberedName;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;

/// Guests. Thread-safe.
public final class GuestRows implements GuestStore {

  /// Of a session and a voter, that one step of a sweep may take.
  private static final long MOST_LOOKUPS = 100_000;

  private final Database database;

  private record Hashed(String hash, Guest guest) {}

  public GuestRows(Database database) {
    this.database = database;
  }

  @Override
  public Guest addGuest(String hash, boolean anew, Instant now) {
    return database.write(
        handle -> {
          long id =
              handle
                  .createQuery("INSERT INTO voter (kind) VALUES ('GUEST') RETURNING id")
                  .mapTo(long.class)
                  .one();
          handle
              .createUpdate(
                  """
                  INSERT INTO guest (voter_id, hash, created_at, seen_at, anew)
                  VALUES (:id, :hash, :created_at, :created_at, :anew)
                  """)
              .bind("id", id)
              .bind("hash", hash)
              .bind("anew", anew)
              .bind("created_at", now.toEpochMilli())
              .execute();
          return new Guest(new VoterId(id), null);
        });
  }

  @Override
  public Map<String, Guest> guestsBehind(Collection<String> hashes) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT hash, voter_id, name FROM guest WHERE "
                        + dialect.amongWords("hash", "hashes"))
                .bind("hashes", dialect.words(hashes))
                .map((row, context) -> new Hashed(row.getString("hash"), toGuest(row, context)))
                .collect(Collectors.toMap(Hashed::hash, Hashed::guest)));
  }

  @Override
  public Map<VoterId, Guest> guests(Collection<VoterId> ids) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT voter_id, name FROM guest WHERE " + dialect.among("voter_id", "ids"))
                .bind("ids", dialect.list(ids.stream().map(VoterId::value).toList()))
                .map(GuestRows::toGuest)
                .collect(Collectors.toMap(Guest::id, each -> each)));
  }

  @Override
  public Optional<Named> name(VoterId guest, String name) {
    NumberedName wanted = NumberedName.of(name);
    String key = Columns.folded(wanted.plain());
    return database.write(
        handle -> {
          String free = wanted.besides(namesBeside(handle, guest, key), Columns::folded);
          return handle
              .createQuery(
                  """
                  UPDATE guest SET name = :name, name_key = :key WHERE voter_id = :id
                  RETURNING hash
                  """)
              .bind("name", free)
              .bind("key", key)
              .bind("id", guest.value())
              .mapTo(String.class)
              .findOne()
              .map(hash -> new Named(hash, free));
        });
  }

  /// Of others with that key who have joined a room that this guest has joined, folded. Their rooms
  /// are held until the transaction is over, so that two who want the same name come one after the
  /// other.
  private Set<String> namesBeside(Handle handle, VoterId guest, String key) {
    Dialect dialect = database.dialect();
    List<Long> rooms =
        handle
            .createQuery(
                """
                SELECT course_id FROM room
                WHERE course_id IN (SELECT course_id FROM visit WHERE voter_id = :id)
                ORDER BY course_id %s
                """
                    .formatted(dialect.forUpdate()))
            .bind("id", guest.value())
            .mapTo(Long.class)
            .list();
    return handle
        .createQuery(
            """
            SELECT g.name FROM guest g
            WHERE g.name_key = :key AND g.voter_id <> :id AND EXISTS (
              SELECT 1 FROM visit v WHERE v.voter_id = g.voter_id AND %s)
            """
                .formatted(dialect.among("v.course_id", "rooms")))
        .bind("key", Columns.findable(key))
        .bind("id", guest.value())
        .bind("rooms", dialect.list(rooms))
        .mapTo(String.class)
        .map(Columns::folded)
        .collect(Collectors.toSet());
  }

  @Override
  public void seen(Collection<VoterId> guests, Instant now) {
    Dialect dialect = database.dialect();
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE guest SET seen_at = :now
                    WHERE seen_at < :now AND %s
                    """
                        .formatted(dialect.among("voter_id", "guests")))
                .bind("now", now.toEpochMilli())
                .bind("guests", dialect.list(guests.stream().map(VoterId::value).toList()))
                .execute());
  }

  /// Who has voted is looked up by session and voter, as votes are kept: there is no index by
  /// voter, which would cost every vote. So the more sessions there are, the fewer guests are
  /// looked at.
  @Override
  public Optional<Swept> sweep(Instant since, VoterId after, int most) {
    List<Long> idle = database.read(handle -> idle(handle, since, after, most));
    if (idle.isEmpty()) {
      return Optional.empty();
    }
    List<Long> silent = database.read(handle -> withoutVote(handle, idle));
    int removed = silent.isEmpty() ? 0 : database.write(handle -> remove(handle, silent, since));
    return Optional.of(new Swept(new VoterId(idle.getLast()), removed));
  }

  private static List<Long> idle(Handle handle, Instant since, VoterId after, int most) {
    long sessions =
        handle
            .createQuery("SELECT count(*) FROM poll_session WHERE course_id IS NOT NULL")
            .mapTo(long.class)
            .one();
    return handle
        .createQuery(
            """
            SELECT voter_id FROM guest WHERE voter_id > :after AND seen_at < :since
            ORDER BY voter_id LIMIT :most
            """)
        .bind("after", after.value())
        .bind("since", since.toEpochMilli())
        .bind("most", Math.clamp(MOST_LOOKUPS / (sessions + 1), 1, most))
        .mapTo(Long.class)
        .list();
  }

  private List<Long> withoutVote(Handle handle, List<Long> guests) {
    Dialect dialect = database.dialect();
    return handle
        .createQuery(
            """
            SELECT g.voter_id FROM guest g
            WHERE %s AND NOT EXISTS (
              SELECT 1 FROM poll_session s
              WHERE s.course_id IS NOT NULL AND (
                EXISTS (SELECT 1 FROM vote v
                  WHERE v.session_id = s.id AND v.voter_id = g.voter_id)
                OR EXISTS (SELECT 1 FROM participation p
                  WHERE p.session_id = s.id AND p.voter_id = g.voter_id)))
            """
                .formatted(dialect.among("g.voter_id", "guests")))
        .bind("guests", dialect.list(guests))
        .mapTo(Long.class)
        .list();
  }

  /// Judges again who was heard of meanwhile, and so may have voted.
  private int remove(Handle handle, List<Long> guests, Instant since) {
    Dialect dialect = database.dialect();
    List<Long> gone =
        handle
            .createQuery(
                "SELECT voter_id FROM guest WHERE seen_at < :since AND %s %s"
                    .formatted(dialect.among("voter_id", "guests"), dialect.forUpdate()))
            .bind("since", since.toEpochMilli())
            .bind("guests", dialect.list(guests))
            .mapTo(Long.class)
            .list();
    for (String each :
        List.of(
            "DELETE FROM visit WHERE " + dialect.among("voter_id", "guests"),
            "DELETE FROM guest WHERE " + dialect.among("voter_id", "guests"),
            "DELETE FROM voter WHERE " + dialect.among("id", "guests"))) {
      handle.createUpdate(each).bind("guests", dialect.list(gone)).execute();
    }
    return gone.size();
  }

  private static Guest toGuest(ResultSet row, StatementContext context) throws SQLException {
    return new Guest(new VoterId(row.getLong("voter_id")), row.getString("name"));
  }
}
