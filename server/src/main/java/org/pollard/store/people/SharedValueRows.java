package org.pollard.store.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.SharedValues;
import org.pollard.people.TokenId;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.StandingHashes;

/// Shared values and one-time links. Thread-safe.
public final class SharedValueRows implements SharedValues {

  private final Database database;

  public SharedValueRows(Database database) {
    this.database = database;
  }

  @Override
  public String putIfAbsent(String name, String value) {
    return database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO setting (name, value) VALUES (:name, :value)
                  ON CONFLICT (name) DO NOTHING
                  """)
              .bind("name", name)
              .bind("value", value)
              .execute();
          return handle
              .createQuery("SELECT value FROM setting WHERE name = :name")
              .bind("name", name)
              .mapTo(String.class)
              .one();
        });
  }

  @Override
  public Optional<String> get(String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT value FROM setting WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public void put(String name, String value) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO setting (name, value) VALUES (:name, :value)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """)
                .bind("name", name)
                .bind("value", value)
                .execute());
  }

  @Override
  public void addLink(VoterId user, @Nullable TokenId madeWith, String hash, Instant expiresAt) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO host_link (hash, user_id, made_with, expires_at)
                    VALUES (:hash, :user, :made_with, :expires_at)
                    """)
                .bind("hash", hash)
                .bind("user", user.value())
                .bind("made_with", madeWith == null ? null : madeWith.value())
                .bind("expires_at", expiresAt.toEpochMilli())
                .execute());
  }

  @Override
  public Set<String> standingLinks(Collection<String> hashes, Instant now) {
    return StandingHashes.among(database, "host_link", true, hashes, now);
  }

  @Override
  public Optional<Redeemed> redeemLink(String hash, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE host_link SET used_at = :now
                    WHERE hash = :hash AND used_at IS NULL AND expires_at > :now
                    RETURNING user_id, made_with
                    """)
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .map(
                    (row, context) -> {
                      Long with = Columns.maybeLong(row, "made_with");
                      return new Redeemed(
                          new VoterId(row.getLong("user_id")),
                          with == null ? null : new TokenId(with));
                    })
                .findOne());
  }
}
