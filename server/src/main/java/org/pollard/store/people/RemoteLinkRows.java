package org.pollard.store.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.pollard.people.RemoteLinkStore;
import org.pollard.people.TokenId;
import org.pollard.people.VoterId;
import org.pollard.store.Database;
import org.pollard.store.StandingHashes;

/// Codes by which phones become remote controls, one a room and user. Thread-safe.
public final class RemoteLinkRows implements RemoteLinkStore {

  private final Database database;

  public RemoteLinkRows(Database database) {
    this.database = database;
  }

  @Override
  public void put(RemoteLink link, String hash, Instant expiresAt) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO remote_link (course_id, user_id, made_with, hash, expires_at)
                    VALUES (:room, :user, :with, :hash, :expires_at)
                    ON CONFLICT (course_id, user_id) DO UPDATE
                    SET made_with = excluded.made_with, hash = excluded.hash,
                      expires_at = excluded.expires_at
                    """)
                .bind("room", link.room())
                .bind("user", link.user().value())
                .bind("with", link.with().value())
                .bind("hash", hash)
                .bind("expires_at", expiresAt.toEpochMilli())
                .execute());
  }

  @Override
  public Set<String> standing(Collection<String> hashes, Instant now) {
    return StandingHashes.among(database, "remote_link", false, hashes, now);
  }

  @Override
  public Optional<RemoteLink> use(String hash, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    DELETE FROM remote_link WHERE hash = :hash AND expires_at > :now
                    RETURNING course_id, user_id, made_with
                    """)
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .map(
                    (row, context) ->
                        new RemoteLink(
                            row.getLong("course_id"),
                            new VoterId(row.getLong("user_id")),
                            new TokenId(row.getLong("made_with"))))
                .findOne());
  }
}
