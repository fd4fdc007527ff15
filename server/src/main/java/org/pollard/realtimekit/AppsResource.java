package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.edge.Witness;
import org.pollard.meeting.App;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.Apps;
import org.pollard.people.AuditEvent;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// The apps of the account.
@Path("/client/v4/accounts/{account_id}/realtime/kit/apps")
@RunOnVirtualThread
@Tag(name = "RealtimeKit apps")
public class AppsResource {

  private final Apps apps;
  private final AppStore store;
  private final RealtimeKitLookup lookup;

  private final Witness witness;

  AppsResource(Apps apps, AppStore store, RealtimeKitLookup lookup, Witness witness) {
    this.witness = witness;
    this.apps = apps;
    this.store = store;
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "List the apps")
  @Extension(name = "x-kit-list", value = "search,sort_order")
  public Success<List<AppWire>> index(
      @Context RoutingContext http, @PathParam("account_id") String account) {
    RealtimeKitCall call = RealtimeKitCall.of(http);
    lookup.account(account);
    Slice page = call.page();
    boolean newestFirst = Parameters.descending(call.parameter("sort_order"));
    Listing<App> found = store.apps(call.parameter("search"), newestFirst, page);
    return Success.page(page, found, AppWire::of);
  }

  @POST
  @Operation(summary = "Make an app with default presets; its key is shown this once")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AppWire.Request.class)))
  public Success<AppWire.AppMade> create(
      @Context RoutingContext http, @PathParam("account_id") String account) {
    RealtimeKitCall call = RealtimeKitCall.of(http);
    lookup.account(account);
    Given given = call.given();
    String name = given.name("name");
    given.check();
    var made = apps.create(name);
    witness.note(http, AuditEvent.TOKEN_MADE, null, "key of the app " + made.app().id().value());
    return Success.of(AppWire.AppMade.of(made));
  }

  @GET
  @Path("/{app_id}")
  @Operation(summary = "Get an app")
  public Success<AppWire> show(
      @PathParam("account_id") String account, @PathParam("app_id") String app) {
    return Success.of(AppWire.of(lookup.app(account, app)));
  }
}
