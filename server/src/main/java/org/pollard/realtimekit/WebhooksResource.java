package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.pollard.edge.Witness;
import org.pollard.meeting.App;
import org.pollard.people.AuditEvent;
import org.pollard.webhook.Webhook;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookId;
import org.pollard.webhook.WebhookOwner.OfApp;
import org.pollard.webhook.WebhookUrl;
import org.pollard.webhook.WebhookWish;
import org.pollard.webhook.Webhooks;

/// The webhooks of an app.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/webhooks")
@RunOnVirtualThread
@Tag(name = "RealtimeKit webhooks")
public class WebhooksResource {

  private final Webhooks webhooks;
  private final WebhookUrl rule;
  private final RealtimeKitLookup lookup;
  private final Witness witness;

  WebhooksResource(Webhooks webhooks, WebhookUrl rule, RealtimeKitLookup lookup, Witness witness) {
    this.webhooks = webhooks;
    this.rule = rule;
    this.lookup = lookup;
    this.witness = witness;
  }

  @GET
  @Operation(summary = "List the webhooks of an app, oldest first")
  public Success<List<WebhookWire>> index(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    App app = lookup.app(account, appId);
    return Success.of(
        webhooks.of(new OfApp(app.id().value())).stream().map(WebhookWire::of).toList());
  }

  @GET
  @Path("/all")
  @Operation(summary = "List the events that a webhook of an app can be told of")
  public Success<List<String>> events(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    App _ = lookup.app(account, appId);
    return Success.of(WebhookEvent.all(false).stream().map(WebhookEvent::word).toList());
  }

  @POST
  @ResponseStatus(201)
  @Operation(summary = "Make a webhook")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = WebhookWire.Request.class)))
  public Success<WebhookWire> create(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    App app = lookup.app(account, appId);
    WebhookWish wish = WebhookFields.whole(RealtimeKitCall.of(http).given(), rule);
    Webhook made = webhooks.add(new OfApp(app.id().value()), wish);
    note(http, app, made, "made");
    return Success.of(WebhookWire.of(made));
  }

  @GET
  @Path("/{webhook_id}")
  @Operation(summary = "Get a webhook")
  public Success<WebhookWire> show(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("webhook_id") String id) {
    return Success.of(WebhookWire.of(find(lookup.app(account, appId), id)));
  }

  @PATCH
  @Path("/{webhook_id}")
  @Operation(summary = "Change a webhook; what is not given stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = WebhookWire.Request.class)))
  public Success<WebhookWire> update(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("webhook_id") String id) {
    return does(
        http,
        lookup.app(account, appId),
        id,
        "changed",
        known -> {
          WebhookFields fields = WebhookFields.some(RealtimeKitCall.of(http).given(), rule);
          return webhooks.change(known, fields::over);
        });
  }

  @PUT
  @Path("/{webhook_id}")
  @Operation(summary = "Replace a webhook")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = WebhookWire.Request.class)))
  public Success<WebhookWire> replace(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("webhook_id") String id) {
    return does(
        http,
        lookup.app(account, appId),
        id,
        "changed",
        known -> {
          WebhookWish wish = WebhookFields.whole(RealtimeKitCall.of(http).given(), rule);
          return webhooks.change(known, _ -> wish);
        });
  }

  @DELETE
  @Path("/{webhook_id}")
  @Operation(summary = "Delete a webhook; what it was not sent yet goes nowhere")
  public Success<WebhookWire> delete(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("webhook_id") String id) {
    return does(http, lookup.app(account, appId), id, "deleted", webhooks::remove);
  }

  /// Does something with one webhook, which is looked for before the body is judged, and writes it
  /// to the audit log.
  ///
  /// @param act empty when somebody else has deleted it meanwhile
  private Success<WebhookWire> does(
      RoutingContext http,
      App app,
      String id,
      String how,
      Function<WebhookId, Optional<Webhook>> act) {
    Webhook webhook = act.apply(find(app, id).id()).orElseThrow(WebhooksResource::notFound);
    note(http, app, webhook, how);
    return Success.of(WebhookWire.of(webhook));
  }

  private Webhook find(App app, String id) {
    return RealtimeKitLookup.uuid(
            id, each -> webhooks.find(new OfApp(app.id().value()), new WebhookId(each)))
        .orElseThrow(WebhooksResource::notFound);
  }

  /// Without the address, which may hold a secret.
  private void note(RoutingContext http, App app, Webhook webhook, String how) {
    witness.note(
        http,
        AuditEvent.WEBHOOK_CHANGED,
        null,
        "webhook %s of the app %s was %s".formatted(webhook.id().value(), app.id().value(), how));
  }

  private static Refusal notFound() {
    return RealtimeKitLookup.notFound("Webhook");
  }
}
