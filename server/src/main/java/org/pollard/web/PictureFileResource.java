package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.pollard.poll.PictureStore;

/// Sends an image of a poll to whoever knows its name, as an image and as nothing else.
@Path("/web/pictures/{name}")
@RunOnVirtualThread
public class PictureFileResource {

  private final PictureStore pictures;

  PictureFileResource(PictureStore pictures) {
    this.pictures = pictures;
  }

  /// Another image has another name.
  @GET
  @Operation(hidden = true)
  public Response show(@PathParam("name") String name) {
    PictureStore.Content content =
        pictures.content(name).orElseThrow(WebProblem.NOT_FOUND::refusal);
    return LogoFileResource.image(content.type(), content.bytes());
  }
}
