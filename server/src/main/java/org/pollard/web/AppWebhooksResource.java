package org.pollard.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.AppStore;
import org.pollard.people.HostLinks;
import org.pollard.people.Slice;
import org.pollard.webhook.Delivery;
import org.pollard.webhook.Webhook;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookId;
import org.pollard.webhook.WebhookOwner.OfApp;
import org.pollard.webhook.Webhooks;

/// The webhooks of the account's apps and what became of what they were sent, for those who see its
/// meetings. Programs make and change them.
@Path("/web/app-webhooks")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class AppWebhooksResource {

  private static final int MOST_APPS = 1_000;
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final HostLinks links;
  private final AppStore apps;
  private final Webhooks webhooks;

  AppWebhooksResource(HostLinks links, AppStore apps, Webhooks webhooks) {
    this.links = links;
    this.apps = apps;
    this.webhooks = webhooks;
  }

  /// A webhook.
  ///
  /// @param host whom it tells; the rest of the address may be a secret of the app's
  public record Told(
      String id, String app, String name, String host, List<String> events, boolean enabled) {

    public Told {
      events = List.copyOf(events);
    }
  }

  /// One event on its way to it.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Sent(
      String uuid,
      String event,
      String state,
      Instant at,
      int attempts,
      @Nullable Integer status,
      @Nullable String fault,
      @Nullable Instant triedAt,
      @Nullable Instant nextAt) {}

  @GET
  @Operation(hidden = true)
  public List<Told> index(@Context RoutingContext http) {
    admit(http);
    Map<String, String> names = new HashMap<>();
    for (App each : apps.apps(null, true, Slice.first(MOST_APPS)).items()) {
      names.put(each.id().value(), each.name());
    }
    return webhooks.ofApps().stream().map(each -> told(each, names)).toList();
  }

  @GET
  @Path("/{webhook}/deliveries")
  @Operation(hidden = true)
  public List<Sent> deliveries(@Context RoutingContext http, @PathParam("webhook") String id) {
    admit(http);
    Webhook webhook =
        Optional.of(id)
            .filter(each -> UUID_FORM.matcher(each).matches())
            .flatMap(each -> webhooks.ofApps(new WebhookId(UUID.fromString(each))))
            .orElseThrow(WebProblem.NOT_FOUND::refusal);
    return webhooks.deliveries(webhook.id()).stream().map(AppWebhooksResource::sent).toList();
  }

  private void admit(RoutingContext http) {
    http.response().putHeader("Cache-Control", "no-store");
    MeetingsResource.admit(http, links);
  }

  private static Told told(Webhook webhook, Map<String, String> names) {
    String app = ((OfApp) webhook.owner()).app();
    return new Told(
        webhook.id().value().toString(),
        names.getOrDefault(app, app),
        webhook.name(),
        webhook.host(),
        webhook.events().stream().map(WebhookEvent::word).toList(),
        webhook.enabled());
  }

  private static Sent sent(Delivery delivery) {
    return new Sent(
        delivery.uuid(),
        delivery.event().word(),
        delivery.state().word(),
        delivery.at(),
        delivery.attempts(),
        delivery.status(),
        delivery.faultWord(),
        delivery.triedAt(),
        delivery.nextAt());
  }
}
