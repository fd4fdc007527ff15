package org.pollard.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Port: what is on its way, shared by all nodes. Thread-safe; every call may wait for the
/// database. A write has been made durable when the call returns.
public interface Outbox {

  /// What nobody has drawn yet, oldest first.
  List<Happening> toDraw(int most);

  /// Keeps what a happening says, and has it delivered to every enabled webhook that wants it. Of
  /// several nodes the first counts; null drops it. A webhook to which very much waits is left out.
  void drawn(Happening happening, @Nullable String body, Instant now);

  /// A webhook to which something is due.
  ///
  /// @param due how much, without what is on its way
  record Waiting(WebhookId webhook, WebhookOwner owner, int due) {

    private static final int LONG_QUEUE = 20;

    /// How many of a node may deliver to it at a time. A second one may overtake the first.
    public int most() {
      return due < LONG_QUEUE ? 1 : 2;
    }
  }

  /// All webhooks to which something is due, in the order in which it is.
  List<Waiting> waiting(Instant now);

  /// What is to be sent now, by whoever holds the lease.
  ///
  /// @param failures of the webhook in a row before this
  record Leased(
      long delivery,
      long event,
      WebhookId webhook,
      String uuid,
      String url,
      String body,
      int attempts,
      int failures,
      Instant createdAt,
      Instant until) {

    /// Without what is told, and to whom.
    @Override
    public String toString() {
      return "Leased[" + uuid + "]";
    }
  }

  /// The next delivery that is due to this webhook, which nobody else gets before the lease has
  /// ended; empty when there is none.
  Optional<Leased> lease(WebhookId webhook, Instant now, Duration lease);

  /// What became of an attempt.
  ///
  /// @param next when to try again; null when that is settled
  /// @param resumes until when the webhook rests; null when the receiver works
  record Attempt(
      Leased leased,
      Delivery.State state,
      @Nullable Integer status,
      @Nullable String fault,
      Instant at,
      @Nullable Instant next,
      @Nullable Instant resumes) {}

  /// Keeps what became of an attempt, unless its lease has ended and somebody else has another.
  void settle(Attempt attempt);

  /// Gives up what has waited since before then.
  int giveUp(Instant createdBefore);

  /// Removes what happened before then, and all but the newest that is settled for each webhook;
  /// gives how many rows of deliveries went.
  int forget(Instant before, int mostOfEach);
}
