package org.pollard.realtimekit;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.meeting.SigningKey;

/// The public key behind participants' tokens, for whoever wants to verify them.
@Path("/.well-known/jwks.json")
@Tag(name = "RealtimeKit participants")
public class KeysResource {

  private final SigningKey key;

  KeysResource(SigningKey key) {
    this.key = key;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The JSON Web Key Set of participants' tokens")
  public RestResponse<String> keys() {
    return RestResponse.ResponseBuilder.ok(key.keySet())
        .header("Cache-Control", "public, max-age=3600")
        .build();
  }
}
