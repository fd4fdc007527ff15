package org.pollard.store.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.people.AuditEntry;
import org.pollard.people.AuditEvent;
import org.pollard.people.AuditStore;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;

/// The audit log. Thread-safe.
public final class AuditRows implements AuditStore {

  private static final long MOST = 1_000_000;
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int FORGET_EVERY = 256;
  private static final int MOST_AT_ONCE = 2_000;

  private final Database database;

  public AuditRows(Database database) {
    this.database = database;
  }

  @Override
  public void add(AuditEntry entry) {
    database.write(
        handle -> {
          VoterId actor = entry.actor();
          long id =
              handle
                  .createQuery(
                      """
                      INSERT INTO audit (at, event, actor_id, actor_name, detail, address)
                      VALUES (:at, :event, :actor, :name, :detail, :address)
                      RETURNING id
                      """)
                  .bind("at", entry.at().toEpochMilli())
                  .bind("event", entry.event().name())
                  .bind("actor", actor == null ? null : actor.value())
                  .bind("name", entry.actorName())
                  .bind("detail", entry.detail())
                  .bind("address", entry.address())
                  .mapTo(long.class)
                  .one();
          return id % FORGET_EVERY == 0 ? forget(handle, entry.at().minus(LONGEST), MOST) : 0;
        });
  }

  @Override
  public List<AuditEntry> newest(long before, @Nullable AuditEvent event, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, at, event, actor_id, actor_name, detail, address FROM audit
                    WHERE id < :before AND %s ORDER BY id DESC LIMIT :limit
                    """
                        .formatted(event == null ? ":event = ''" : "event = :event"))
                .bind("before", before)
                .bind("event", event == null ? "" : event.name())
                .bind("limit", limit)
                .map(
                    (row, context) -> {
                      Long actor = Columns.maybeLong(row, "actor_id");
                      return new AuditEntry(
                          row.getLong("id"),
                          Columns.instant(row, "at"),
                          AuditEvent.valueOf(row.getString("event")),
                          actor == null ? null : new VoterId(actor),
                          row.getString("actor_name"),
                          row.getString("detail"),
                          row.getString("address"));
                    })
                .list());
  }

  @Override
  public int forget(Instant before, long most) {
    return database.write(handle -> forget(handle, before, most));
  }

  /// Ids have gaps, so that `most` is what stays at most.
  private static int forget(Handle handle, Instant before, long most) {
    return handle
        .createUpdate(
            """
            DELETE FROM audit WHERE id IN (
              SELECT id FROM audit
              WHERE at < :before OR id <= (SELECT max(id) FROM audit) - :most
              ORDER BY id LIMIT :limit)
            """)
        .bind("before", before.toEpochMilli())
        .bind("most", most)
        .bind("limit", MOST_AT_ONCE)
        .execute();
  }
}
