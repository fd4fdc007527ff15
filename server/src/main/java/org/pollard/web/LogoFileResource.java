package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.pollard.course.LogoStore;

/// Sends a room's logo to whoever knows its name, as an image and as nothing else.
@Path("/web/logos/{name}")
@RunOnVirtualThread
public class LogoFileResource {

  private final LogoStore logos;

  LogoFileResource(LogoStore logos) {
    this.logos = logos;
  }

  /// Another image has another name.
  @GET
  @Operation(hidden = true)
  public Response show(@PathParam("name") String name) {
    LogoStore.Logo logo = logos.logo(name).orElseThrow(WebProblem.NOT_FOUND::refusal);
    return image(logo.type(), logo.bytes());
  }

  static Response image(String type, byte[] bytes) {
    return Response.ok(bytes)
        .type(type)
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .build();
  }
}
