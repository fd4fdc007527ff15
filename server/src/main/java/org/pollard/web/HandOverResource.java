package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.people.HostLinks;

/// Takes a sign-in along to another address of this server: a link that works once, within some
/// minutes.
@Path("/web/handover")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class HandOverResource {

  private static final Pattern OURS =
      Pattern.compile("/host/?|/host/(account|meetings|rooms/[0-9/a-z]+)");

  private final OwnBrowser own;
  private final HostLinks links;
  private final Doorstep doorstep;

  HandOverResource(OwnBrowser own, HostLinks links, Doorstep doorstep) {
    this.own = own;
    this.links = links;
    this.doorstep = doorstep;
  }

  /// What is to be opened there.
  ///
  /// @param path the page to go on with; absent: the rooms
  public record Wish(@Nullable String path) {}

  /// Where to go on.
  ///
  /// @param link signs in whoever opens it first
  /// @param local whether no other device can open it
  public record HandedOver(String link, boolean local) {

    @Override
    public String toString() {
      return "HandedOver[…]";
    }
  }

  @POST
  @Operation(hidden = true)
  public HandedOver handOver(@Context RoutingContext http, @Nullable Wish wish) {
    OwnBrowser.Session session = own.session(http);
    String path = wish == null || wish.path() == null ? "/host/" : wish.path();
    if (!OURS.matcher(path).matches()) {
      throw WebProblem.INVALID.refusal("path must be one of the pages of hosts.");
    }
    http.response().putHeader("Cache-Control", "no-store");
    String base = doorstep.of(http.request());
    String link = base + path + "#" + links.handOver(session.principal());
    return new HandedOver(link, doorstep.isOnlyHere(base));
  }
}
