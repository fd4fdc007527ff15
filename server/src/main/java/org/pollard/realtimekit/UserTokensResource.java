package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Where programs ask whether their token is good before they do anything else.
@Path("/client/v4/user/tokens")
@RunOnVirtualThread
@Tag(name = "API tokens")
public class UserTokensResource {

  private final TokenVerification verification;

  UserTokensResource(TokenVerification verification) {
    this.verification = verification;
  }

  @GET
  @Path("/verify")
  @Operation(summary = "Say whether the token that is shown is good")
  public ApiTokenWire.Envelope<ApiTokenWire.Verified> verify(@Context RoutingContext http) {
    return verification.of(RealtimeKitCall.of(http).caller());
  }
}
