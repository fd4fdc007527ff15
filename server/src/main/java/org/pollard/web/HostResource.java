package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.HostLinks;

/// Turns the secret of a one-time host link into an access token.
@Path("/host/token")
@Tag(name = "Host")
public class HostResource {

  private final HostLinks links;
  private final Witness witness;
  private final WrongLinks wrong;

  HostResource(HostLinks links, Witness witness, WrongLinks wrong) {
    this.links = links;
    this.witness = witness;
    this.wrong = wrong;
  }

  /// What the page sends.
  public record Secret(@Nullable String secret) {}

  /// What it gets.
  public record Token(String token) {}

  @POST
  @RunOnVirtualThread
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Use up a host link: its secret becomes an access token of the Host, once")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "410", description = "Used already, older than 24 hours, or unknown")
  @APIResponse(responseCode = "429", description = "Too many wrong ones from this address")
  public RestResponse<Token> redeem(@Context RoutingContext http, @Nullable Secret given) {
    String secret = given == null || given.secret() == null ? "" : given.secret();
    return links
        .redeem(secret)
        .map(
            token -> {
              witness.note(http, AuditEvent.TOKEN_MADE, null, "of the host, by a host link");
              return RestResponse.ResponseBuilder.ok(new Token(token))
                  .header("Cache-Control", "no-store")
                  .build();
            })
        .orElseThrow(() -> wrong.refusal(http, WebProblem.USED_LINK));
  }
}
