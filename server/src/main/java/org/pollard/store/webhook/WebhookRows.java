package org.pollard.store.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Quota;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.webhook.Delivery;
import org.pollard.webhook.Webhook;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookId;
import org.pollard.webhook.WebhookOwner;
import org.pollard.webhook.WebhookOwner.OfApp;
import org.pollard.webhook.WebhookOwner.OfCourse;
import org.pollard.webhook.WebhookStore;
import org.pollard.webhook.WebhookWish;

/// Webhooks and the log of their deliveries; who sends is [OutboxRows]. Thread-safe.
public final class WebhookRows implements WebhookStore {

  private static final String COLUMNS =
      "id, app_id, course_id, name, url, events, enabled, created_at, updated_at";

  private final Database database;

  public WebhookRows(Database database) {
    this.database = database;
  }

  @Override
  public void add(Webhook webhook) {
    database.write(
        handle -> {
          checkQuota(handle, webhook.owner());
          return handle
              .createUpdate(
                  """
                  INSERT INTO webhook (id, app_id, course_id, name, url, events, enabled, failures,
                    resumes_at, created_at, updated_at)
                  VALUES (:id, :app, :course, :name, :url, :events, :enabled, 0, 0, :created_at,
                    :updated_at)
                  """)
              .bind("id", text(webhook.id()))
              .bind("app", app(webhook.owner()))
              .bind("course", course(webhook.owner()))
              .bind("name", webhook.name())
              .bind("url", webhook.url())
              .bind("events", words(webhook.events()))
              .bind("enabled", webhook.enabled())
              .bind("created_at", webhook.createdAt().toEpochMilli())
              .bind("updated_at", webhook.updatedAt().toEpochMilli())
              .execute();
        });
  }

  /// Under the lock of the owner's row: several at once could each see room for one more.
  private void checkQuota(Handle handle, WebhookOwner owner) {
    String table = owner instanceof OfApp ? "app" : "course";
    var _ =
        handle
            .createQuery(
                "SELECT 1 FROM %s WHERE id = :id %s"
                    .formatted(table, database.dialect().forUpdate()))
            .bind("id", key(owner))
            .mapTo(int.class)
            .list();
    Quota quota = owner instanceof OfApp ? Quota.APP_WEBHOOKS : Quota.COURSE_WEBHOOKS;
    quota.check(
        handle
            .createQuery("SELECT count(*) FROM webhook WHERE " + column(owner) + " = :key")
            .bind("key", key(owner))
            .mapTo(long.class)
            .one());
  }

  static String column(WebhookOwner owner) {
    return owner instanceof OfApp ? "app_id" : "course_id";
  }

  static Object key(WebhookOwner owner) {
    return switch (owner) {
      case OfApp(String app) -> app;
      case OfCourse(long course) -> course;
    };
  }

  static @Nullable String app(WebhookOwner owner) {
    return owner instanceof OfApp(String app) ? app : null;
  }

  static @Nullable Long course(WebhookOwner owner) {
    return owner instanceof OfCourse(long course) ? course : null;
  }

  static WebhookOwner owner(ResultSet row) throws SQLException {
    String app = row.getString("app_id");
    return app == null ? new OfCourse(row.getLong("course_id")) : new OfApp(app);
  }

  static String text(WebhookId id) {
    return id.value().toString();
  }

  static WebhookId id(ResultSet row, String column) throws SQLException {
    return new WebhookId(UUID.fromString(row.getString(column)));
  }

  /// Between spaces, so that a name is found as a whole.
  private static String words(List<WebhookEvent> events) {
    return events.stream().map(WebhookEvent::word).collect(Collectors.joining(" ", " ", " "));
  }

  /// Those that an older program does not know any more are left out.
  private static List<WebhookEvent> events(String words) {
    return Arrays.stream(words.strip().split(" "))
        .flatMap(each -> WebhookEvent.of(each).stream())
        .toList();
  }

  @Override
  public Optional<Webhook> webhook(WebhookId id) {
    return database.read(handle -> find(handle, id, ""));
  }

  private static Optional<Webhook> find(Handle handle, WebhookId id, String lock) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM webhook WHERE id = :id " + lock)
        .bind("id", text(id))
        .map(WebhookRows::toWebhook)
        .findOne();
  }

  @Override
  public List<Webhook> of(WebhookOwner owner) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM webhook WHERE %s = :key ORDER BY created_at, id"
                        .formatted(COLUMNS, column(owner)))
                .bind("key", key(owner))
                .map(WebhookRows::toWebhook)
                .list());
  }

  @Override
  public List<Webhook> ofApps(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s FROM webhook WHERE app_id IS NOT NULL
                    ORDER BY app_id, created_at, id LIMIT :most
                    """
                        .formatted(COLUMNS))
                .bind("most", most)
                .map(WebhookRows::toWebhook)
                .list());
  }

  @Override
  public Optional<Webhook> change(WebhookId id, UnaryOperator<WebhookWish> change, Instant now) {
    return database.write(
        handle ->
            find(handle, id, database.dialect().forUpdate())
                .map(
                    before -> {
                      update(
                          handle,
                          id,
                          change.apply(
                              new WebhookWish(
                                  before.name(), before.url(), before.events(), before.enabled())),
                          now);
                      return find(handle, id, "").orElseThrow();
                    }));
  }

  private static void update(Handle handle, WebhookId id, WebhookWish wish, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE webhook SET name = :name, url = :url, events = :events, enabled = :enabled,
              failures = 0, resumes_at = 0, updated_at = :now
            WHERE id = :id
            """)
        .bind("name", wish.name())
        .bind("url", wish.url())
        .bind("events", words(wish.events()))
        .bind("enabled", wish.enabled())
        .bind("now", now.toEpochMilli())
        .bind("id", text(id))
        .execute();
  }

  @Override
  public Optional<Webhook> remove(WebhookId id) {
    return database.write(
        handle -> {
          Optional<Webhook> known = find(handle, id, database.dialect().forUpdate());
          handle.createUpdate("DELETE FROM webhook WHERE id = :id").bind("id", text(id)).execute();
          return known;
        });
  }

  @Override
  public List<Delivery> deliveries(WebhookId id, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT d.uuid, e.event, d.state, d.attempts, e.at, d.tried_at, d.next_at,
                      d.status, d.fault
                    FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id
                    WHERE d.webhook_id = :id ORDER BY d.id DESC LIMIT :most
                    """)
                .bind("id", text(id))
                .bind("most", most)
                .map(WebhookRows::toDelivery)
                .list());
  }

  private static Webhook toWebhook(ResultSet row, StatementContext context) throws SQLException {
    return new Webhook(
        id(row, "id"),
        owner(row),
        row.getString("name"),
        row.getString("url"),
        events(row.getString("events")),
        row.getBoolean("enabled"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }

  private static Delivery toDelivery(ResultSet row, StatementContext context) throws SQLException {
    Delivery.State state = Delivery.State.valueOf(row.getString("state"));
    return new Delivery(
        row.getString("uuid"),
        WebhookEvent.valueOf(row.getString("event")),
        state,
        row.getInt("attempts"),
        Columns.instant(row, "at"),
        Columns.maybeInstant(row, "tried_at"),
        state == Delivery.State.WAITING ? Columns.instant(row, "next_at") : null,
        Columns.maybeInteger(row, "status"),
        row.getString("fault"));
  }
}
