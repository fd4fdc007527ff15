package org.pollard.web;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.pollard.edge.Problem;

/// Answers a refusal.
@Provider
public class WebProblemMapper implements ExceptionMapper<WebProblem.Refusal> {

  @Override
  public Response toResponse(WebProblem.Refusal refusal) {
    Response.ResponseBuilder answer =
        Response.status(refusal.problem().status())
            .type(Problem.MEDIA_TYPE)
            .entity(refusal.problem().bytes());
    if (refusal.retryAfter() != null) {
      answer.header("Retry-After", refusal.retryAfter());
    }
    return answer.build();
  }
}
