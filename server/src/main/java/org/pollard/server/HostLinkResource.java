package org.pollard.server;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;

/// A fresh link for the Host while the server runs, for administrators: `bin/pollard host-link`
/// asks with the administrator's token. Where a call comes from counts for nothing here, since a
/// proxy on this machine calls from it for anybody.
@Path("/web/host-link")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Host")
public class HostLinkResource {

  private final HostLinkFile file;
  private final Witness witness;

  HostLinkResource(HostLinkFile file, Witness witness) {
    this.file = file;
    this.witness = witness;
  }

  /// A link that signs in the Host, once.
  public record Fresh(String link) {

    @Override
    public String toString() {
      return "Fresh[…]";
    }
  }

  @POST
  @Operation(hidden = true)
  public Fresh make(@Context RoutingContext http) {
    http.response().putHeader("Cache-Control", "no-store");
    String link = file.fresh(Arrival.caller(http, Caller.class).with());
    witness.note(http, AuditEvent.TOKEN_MADE, null, "a link of the host, by an administrator");
    return new Fresh(link);
  }
}
