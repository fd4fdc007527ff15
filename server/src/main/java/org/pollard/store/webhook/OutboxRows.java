package org.pollard.store.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.webhook.Delivery;
import org.pollard.webhook.Happening;
import org.pollard.webhook.Outbox;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookId;

/// What webhooks are to be told, and what became of it. Thread-safe.
///
/// Locks are taken in this order: deliveries, webhooks, events.
public final class OutboxRows implements Outbox {

  /// A receiver that is away for long is told the rest of nothing: what waits is bounded.
  private static final int MOST_WAITING = 10_000;

  private static final int MOST_AT_ONCE = 2_000;

  private final Database database;

  public OutboxRows(Database database) {
    this.database = database;
  }

  @Override
  public List<Happening> toDraw(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, app_id, course_id, event, meeting_session_id, peer_id,
                      poll_session_id, counts, by_host, at
                    FROM webhook_event WHERE NOT drawn ORDER BY id LIMIT :most
                    """)
                .bind("most", most)
                .map(OutboxRows::toHappening)
                .list());
  }

  @Override
  public void drawn(Happening happening, @Nullable String body, Instant now) {
    database.write(
        handle -> {
          if (body == null) {
            return handle
                .createUpdate("DELETE FROM webhook_event WHERE id = :id AND NOT drawn")
                .bind("id", happening.id())
                .execute();
          }
          int first =
              handle
                  .createUpdate(
                      "UPDATE webhook_event SET drawn = TRUE, body = :body WHERE id = :id AND NOT drawn")
                  .bind("body", body)
                  .bind("id", happening.id())
                  .execute();
          return first == 0 ? 0 : sendToAll(handle, happening, now);
        });
  }

  private int sendToAll(Handle handle, Happening happening, Instant now) {
    List<String> wanting =
        handle
            .createQuery(
                """
                SELECT w.id FROM webhook w
                WHERE w.enabled AND w.%s = :owner AND %s AND (
                  SELECT count(*) FROM webhook_delivery d
                  WHERE d.webhook_id = w.id AND d.state = 'WAITING') < :most
                ORDER BY w.created_at, w.id
                """
                    .formatted(
                        WebhookRows.column(happening.owner()),
                        database.dialect().contains("w.events", "event")))
            .bind("owner", WebhookRows.key(happening.owner()))
            .bind("event", " " + happening.event().word() + " ")
            .bind("most", MOST_WAITING)
            .mapTo(String.class)
            .list();
    for (String each : wanting) {
      handle
          .createUpdate(
              """
              INSERT INTO webhook_delivery (event_id, webhook_id, uuid, state, attempts, created_at,
                next_at, leased_until)
              VALUES (:event, :webhook, :uuid, 'WAITING', 0, :now, :now, 0)
              """)
          .bind("event", happening.id())
          .bind("webhook", each)
          .bind("uuid", UUID.randomUUID().toString())
          .bind("now", now.toEpochMilli())
          .execute();
    }
    return wanting.isEmpty() ? dropBody(handle, happening.id()) : wanting.size();
  }

  /// What nobody waits for any more is not kept: it may hold names.
  private static int dropBody(Handle handle, long event) {
    return handle
        .createUpdate(
            """
            UPDATE webhook_event SET body = NULL WHERE id = :event AND NOT EXISTS (
              SELECT 1 FROM webhook_delivery d WHERE d.event_id = :event AND d.state = 'WAITING')
            """)
        .bind("event", event)
        .execute();
  }

  @Override
  public List<Waiting> waiting(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT w.id, w.app_id, w.course_id, min(d.next_at) AS due, count(*) AS many
                    FROM webhook w JOIN webhook_delivery d ON d.webhook_id = w.id
                    WHERE w.enabled AND w.resumes_at <= :now AND d.state = 'WAITING'
                      AND d.next_at <= :now AND d.leased_until <= :now
                    GROUP BY w.id, w.app_id, w.course_id ORDER BY due
                    """)
                .bind("now", now.toEpochMilli())
                .map(
                    (row, context) ->
                        new Waiting(
                            WebhookRows.id(row, "id"), WebhookRows.owner(row), row.getInt("many")))
                .list());
  }

  /// On PostgreSQL two that want the same row meet at the lock, and the second finds it leased.
  @Override
  public Optional<Leased> lease(WebhookId webhook, Instant now, Duration lease) {
    Instant until = Instant.ofEpochMilli(now.plus(lease).toEpochMilli());
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE webhook_delivery SET leased_until = :until
                    WHERE leased_until <= :now AND state = 'WAITING' AND id = (
                      SELECT d.id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
                      WHERE w.id = :webhook AND w.enabled AND w.resumes_at <= :now
                        AND d.state = 'WAITING' AND d.next_at <= :now AND d.leased_until <= :now
                      ORDER BY d.next_at, d.id LIMIT 1)
                    RETURNING id
                    """)
                .bind("until", until.toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("webhook", WebhookRows.text(webhook))
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> leased(handle, id, webhook, until)));
  }

  private static Optional<Leased> leased(Handle handle, long id, WebhookId webhook, Instant until) {
    return handle
        .createQuery(
            """
            SELECT d.id, d.event_id, d.uuid, d.attempts, d.created_at, w.url, w.failures, e.body
            FROM webhook_delivery d
            JOIN webhook w ON w.id = d.webhook_id JOIN webhook_event e ON e.id = d.event_id
            WHERE d.id = :id AND e.body IS NOT NULL
            """)
        .bind("id", id)
        .map(
            (row, context) ->
                new Leased(
                    row.getLong("id"),
                    row.getLong("event_id"),
                    webhook,
                    row.getString("uuid"),
                    row.getString("url"),
                    row.getString("body"),
                    row.getInt("attempts"),
                    row.getInt("failures"),
                    Columns.instant(row, "created_at"),
                    until))
        .findOne();
  }

  @Override
  public void settle(Attempt attempt) {
    Leased leased = attempt.leased();
    database.write(
        handle -> {
          int kept =
              handle
                  .createUpdate(
                      """
                      UPDATE webhook_delivery SET state = :state, attempts = :attempts,
                        tried_at = :at, next_at = :next, leased_until = 0, status = :status,
                        fault = :fault
                      WHERE id = :id AND leased_until = :until AND state = 'WAITING'
                      """)
                  .bind("state", attempt.state().name())
                  .bind("attempts", leased.attempts() + 1)
                  .bind("at", attempt.at().toEpochMilli())
                  .bind("next", millis(attempt.next(), 0))
                  .bind("status", attempt.status())
                  .bind("fault", attempt.fault())
                  .bind("id", leased.delivery())
                  .bind("until", leased.until().toEpochMilli())
                  .execute();
          if (kept == 0) {
            return 0;
          }
          keepHealth(handle, attempt);
          return attempt.state() == Delivery.State.WAITING ? 0 : dropBody(handle, leased.event());
        });
  }

  /// Untouched while all goes well, so that deliveries do not wait for each other.
  private static void keepHealth(Handle handle, Attempt attempt) {
    if (attempt.resumes() == null && attempt.leased().failures() == 0) {
      return;
    }
    handle
        .createUpdate(
            "UPDATE webhook SET failures = :failures, resumes_at = :resumes WHERE id = :id")
        .bind("failures", attempt.resumes() == null ? 0 : attempt.leased().failures() + 1)
        .bind("resumes", millis(attempt.resumes(), 0))
        .bind("id", WebhookRows.text(attempt.leased().webhook()))
        .execute();
  }

  private static long millis(@Nullable Instant time, long otherwise) {
    return time == null ? otherwise : time.toEpochMilli();
  }

  @Override
  public int giveUp(Instant createdBefore) {
    return database.write(
        handle -> {
          List<Long> events =
              handle
                  .createQuery(
                      """
                      UPDATE webhook_delivery SET state = 'GIVEN_UP'
                      WHERE id IN (SELECT id FROM webhook_delivery
                        WHERE state = 'WAITING' AND created_at < :before LIMIT :limit)
                      RETURNING event_id
                      """)
                  .bind("before", createdBefore.toEpochMilli())
                  .bind("limit", MOST_AT_ONCE)
                  .mapTo(Long.class)
                  .list();
          events.stream().distinct().forEach(each -> dropBody(handle, each));
          return events.size();
        });
  }

  @Override
  public int forget(Instant before, int mostOfEach) {
    int old =
        database.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        DELETE FROM webhook_event WHERE id IN (
                          SELECT id FROM webhook_event WHERE drawn AND at < :before
                          ORDER BY at LIMIT :limit)
                        """)
                    .bind("before", before.toEpochMilli())
                    .bind("limit", MOST_AT_ONCE)
                    .execute());
    List<String> all =
        database.read(
            handle -> handle.createQuery("SELECT id FROM webhook").mapTo(String.class).list());
    return old
        + all.stream()
            .mapToInt(each -> database.write(handle -> thin(handle, each, mostOfEach)))
            .sum();
  }

  private static int thin(Handle handle, String webhook, int most) {
    return handle
        .createUpdate(
            """
            DELETE FROM webhook_delivery WHERE id IN (
              SELECT id FROM webhook_delivery
              WHERE webhook_id = :webhook AND state <> 'WAITING' AND id <= coalesce((
                SELECT id FROM webhook_delivery WHERE webhook_id = :webhook
                ORDER BY id DESC LIMIT 1 OFFSET :most), 0)
              ORDER BY id LIMIT :limit)
            """)
        .bind("webhook", webhook)
        .bind("most", most)
        .bind("limit", MOST_AT_ONCE)
        .execute();
  }

  private static Happening toHappening(ResultSet row, StatementContext context)
      throws SQLException {
    return new Happening(
        row.getLong("id"),
        WebhookEvent.valueOf(row.getString("event")),
        WebhookRows.owner(row),
        Columns.maybeLong(row, "meeting_session_id"),
        row.getString("peer_id"),
        Columns.maybeLong(row, "poll_session_id"),
        counts(row.getString("counts")),
        row.getBoolean("by_host"),
        Columns.instant(row, "at"));
  }

  private static Map<Long, Long> counts(@Nullable String text) {
    return text == null || text.isEmpty()
        ? Map.of()
        : Arrays.stream(text.split(" "))
            .map(each -> each.split(":"))
            .collect(
                Collectors.toMap(each -> Long.valueOf(each[0]), each -> Long.valueOf(each[1])));
  }
}
