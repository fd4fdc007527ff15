package org.pollard.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.pollard.people.Guest;
import org.pollard.people.GuestStore;
import org.pollard.people.VoterId;

/// Guests. Thread-safe.
final class GuestRows implements GuestStore {

  private final Database database;

  private record Hashed(String hash, Guest guest) {}

  GuestRows(Database database) {
    this.database = database;
  }

  @Override
  public Guest addGuest(String hash, Instant now) {
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
                  INSERT INTO guest (voter_id, hash, created_at) VALUES (:id, :hash, :created_at)
                  """)
              .bind("id", id)
              .bind("hash", hash)
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
  public Optional<String> name(VoterId guest, String name) {
    return database.write(
        handle ->
            handle
                .createQuery("UPDATE guest SET name = :name WHERE voter_id = :id RETURNING hash")
                .bind("name", name)
                .bind("id", guest.value())
                .mapTo(String.class)
                .findOne());
  }

  private static Guest toGuest(ResultSet row, StatementContext context) throws SQLException {
    return new Guest(new VoterId(row.getLong("voter_id")), row.getString("name"));
  }
}
