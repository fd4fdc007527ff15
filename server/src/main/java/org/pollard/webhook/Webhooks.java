package org.pollard.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Makes, changes and removes webhooks. Thread-safe; may wait for the database. Rights and texts
/// are the caller's to check.
public final class Webhooks {

  private static final int MOST_OF_APPS = 1_000;
  private static final int MOST_DELIVERIES = 50;

  private final WebhookStore store;
  private final InstantSource clock;

  public Webhooks(WebhookStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Makes a webhook.
  ///
  /// @throws org.pollard.people.Quota.Reached when the owner has as many as there may be
  public Webhook add(WebhookOwner owner, WebhookWish wish) {
    // As it will be stored and shown: to the millisecond.
    Instant now = Instant.ofEpochMilli(clock.millis());
    Webhook made =
        new Webhook(
            new WebhookId(UUID.randomUUID()),
            owner,
            wish.name(),
            wish.url(),
            wish.events(),
            wish.enabled(),
            now,
            now);
    store.add(made);
    return made;
  }

  /// That of this owner; somebody else's is as if it were not there.
  public Optional<Webhook> find(WebhookOwner owner, WebhookId id) {
    return store.webhook(id).filter(each -> each.owner().equals(owner));
  }

  /// Those of one owner, oldest first.
  public List<Webhook> of(WebhookOwner owner) {
    return store.of(owner);
  }

  /// That of whichever app.
  public Optional<Webhook> ofApps(WebhookId id) {
    return store.webhook(id).filter(each -> each.owner() instanceof WebhookOwner.OfApp);
  }

  /// The newest fifty of what a webhook was sent or waits for, newest first.
  public List<Delivery> deliveries(WebhookId id) {
    return store.deliveries(id, MOST_DELIVERIES);
  }

  /// Those of all apps, by app, oldest first.
  public List<Webhook> ofApps() {
    return store.ofApps(MOST_OF_APPS);
  }

  /// Replaces what can be changed; empty when it is gone.
  public Optional<Webhook> change(WebhookId id, UnaryOperator<WebhookWish> change) {
    return store.change(id, change, clock.instant());
  }

  /// Removes a webhook; empty when it was gone.
  public Optional<Webhook> remove(WebhookId id) {
    return store.remove(id);
  }
}
