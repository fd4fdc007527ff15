package org.pollard.canvas;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Answers a refusal that ended a resource method.
@Provider
final class CanvasErrorMapper implements ExceptionMapper<Refusal> {

  @Override
  public Response toResponse(Refusal refusal) {
    CanvasError error = refusal.error();
    Response.ResponseBuilder response =
        Response.status(error.status())
            .entity(error.bytes())
            .header("Content-Type", error.mediaType());
    error.headers().forEach(response::header);
    return response.build();
  }
}
