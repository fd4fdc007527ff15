package org.pollard.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Keeps webhooks, and what became of what they were sent. Thread-safe; every call may wait for the
/// database. A write has been made durable when the call returns.
public interface WebhookStore {

  /// Adds a webhook of an owner that exists.
  ///
  /// @throws org.pollard.people.Quota.Reached when the owner has as many as there may be
  void add(Webhook webhook);

  Optional<Webhook> webhook(WebhookId id);

  /// Those of one owner, oldest first.
  List<Webhook> of(WebhookOwner owner);

  /// Those of all apps, by app, oldest first.
  List<Webhook> ofApps(int most);

  /// Replaces name, address, events and whether it is enabled by those that `change` makes of what
  /// is there; a webhook that rests resumes. Empty when it is gone.
  ///
  /// @param change is quick, does no I/O, and may be asked again
  Optional<Webhook> change(WebhookId id, UnaryOperator<WebhookWish> change, Instant now);

  /// Removes a webhook with its deliveries; empty when it was gone.
  Optional<Webhook> remove(WebhookId id);

  /// The newest deliveries of a webhook, newest first.
  List<Delivery> deliveries(WebhookId id, int most);
}
