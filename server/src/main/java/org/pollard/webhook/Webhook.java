package org.pollard.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/// An address that is told of events.
///
/// @param url http or https, as it was given; may hold what its owner keeps secret, so it is for
///   them alone and not for logs
/// @param events each once, in the order in which they were named
/// @param enabled whether anything is sent
public record Webhook(
    WebhookId id,
    WebhookOwner owner,
    String name,
    String url,
    List<WebhookEvent> events,
    boolean enabled,
    Instant createdAt,
    Instant updatedAt) {

  public Webhook {
    events = List.copyOf(events);
  }

  /// Whom it tells, for others than its owner: nothing of the address that could be secret.
  public String host() {
    URI whole = URI.create(url);
    return whole.getScheme() + "://" + whole.getRawAuthority();
  }
}
