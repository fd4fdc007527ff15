package org.pollard.realtimekit;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.webhook.Webhook;
import org.pollard.webhook.WebhookEvent;

/// A webhook of an app.
@Schema(name = "KitWebhook")
public record WebhookWire(
    String id,
    String name,
    String url,
    List<String> events,
    boolean enabled,
    Instant createdAt,
    Instant updatedAt) {

  public WebhookWire {
    events = List.copyOf(events);
  }

  static WebhookWire of(Webhook webhook) {
    return new WebhookWire(
        webhook.id().value().toString(),
        webhook.name(),
        webhook.url(),
        webhook.events().stream().map(WebhookEvent::word).toList(),
        webhook.enabled(),
        webhook.createdAt(),
        webhook.updatedAt());
  }

  /// What makes or changes one.
  @Schema(name = "KitWebhookRequest")
  public record Request(
      @Schema(description = "Required but for PATCH") @Nullable String name,
      @Schema(description = "Required but for PATCH: http or https") @Nullable String url,
      @Schema(description = "Required but for PATCH: names of events, at least one")
          @Nullable List<String> events,
      @Schema(description = "true by default") @Nullable Boolean enabled) {}
}
