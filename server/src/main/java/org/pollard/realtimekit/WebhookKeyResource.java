package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.webhook.SigningKey;

/// The public key behind the signatures of webhooks, those of courses too: in `data`, where it is
/// published, and once more outside of it, where some look for it.
@Path("/.well-known/webhooks.json")
@Tag(name = "RealtimeKit webhooks")
public class WebhookKeyResource {

  private final SigningKey key;

  WebhookKeyResource(SigningKey key) {
    this.key = key;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The public key of webhooks, as PEM")
  public RestResponse<String> key() {
    ObjectNode body = RealtimeKitJson.object().put("success", true);
    body.putObject("data").put("publicKey", key.publicPem());
    body.put("message", "").put("publicKey", key.publicPem());
    return RestResponse.ResponseBuilder.ok(RealtimeKitJson.stored(body))
        .header("Cache-Control", "public, max-age=3600")
        .build();
  }
}
