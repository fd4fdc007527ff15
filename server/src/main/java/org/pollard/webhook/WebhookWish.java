package org.pollard.webhook;

import java.util.List;

/// What somebody wants of a webhook.
public record WebhookWish(String name, String url, List<WebhookEvent> events, boolean enabled) {

  public WebhookWish {
    events = events.stream().distinct().toList();
  }
}
