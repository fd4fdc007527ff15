package org.pollard.webhook;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One event on its way to one webhook, for whoever looks after it.
///
/// @param uuid the same on every attempt
/// @param at when the event happened
/// @param triedAt of the last attempt; null before the first
/// @param nextAt of the next attempt; null when there is none
/// @param status which the last attempt was answered with; null when there was no answer
/// @param fault why there was no answer: the name of an [Answer.Fault], or of one that an older
///   program knew
public record Delivery(
    String uuid,
    WebhookEvent event,
    State state,
    int attempts,
    Instant at,
    @Nullable Instant triedAt,
    @Nullable Instant nextAt,
    @Nullable Integer status,
    @Nullable String fault) {

  /// The fault as everybody outside calls it.
  public @Nullable String faultWord() {
    return fault == null ? null : fault.toLowerCase(Locale.ROOT);
  }

  /// How it stands.
  public enum State {
    /// Not delivered yet.
    WAITING,
    /// Taken with a 2xx.
    DELIVERED,
    /// Answered in a way, or at an address, that makes another attempt useless.
    REFUSED,
    /// Not taken in a day.
    GIVEN_UP;

    /// As everybody outside calls it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
