package org.pollard.realtimekit;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Answers a refusal that ended a resource method.
@Provider
final class RealtimeKitErrorMapper implements ExceptionMapper<Refusal> {

  @Override
  public Response toResponse(Refusal refusal) {
    RealtimeKitError error = refusal.error();
    Response.ResponseBuilder response =
        Response.status(error.status())
            .entity(RealtimeKitJson.bytes(error.body()))
            .header("Content-Type", RealtimeKitJson.MEDIA_TYPE);
    error.headers().forEach(response::header);
    return response.build();
  }
}
