package org.pollard.server;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.pollard.canvas.CanvasErrors;
import org.pollard.edge.Problem;
import org.pollard.people.Quota;
import org.pollard.realtimekit.RealtimeKitErrors;

/// Says that there may be no more of something, in the words of the API that was called.
@Provider
@ApplicationScoped
public class QuotaAnswer implements ExceptionMapper<Quota.Reached> {

  private static final int INVALID = 422;

  private final CurrentVertxRequest request;

  QuotaAnswer(CurrentVertxRequest request) {
    this.request = request;
  }

  @Override
  public Response toResponse(Quota.Reached reached) {
    return switch (Words.of(request.getCurrent().request().path())) {
      case CANVAS -> answer(400, CanvasErrors.MEDIA_TYPE, CanvasErrors.quota(reached.sentence()));
      case REALTIMEKIT ->
          answer(400, RealtimeKitErrors.MEDIA_TYPE, RealtimeKitErrors.quota(reached.sentence()));
      case OUR_OWN -> {
        Problem problem =
            new Problem(INVALID, "There are as many as there may be", reached.sentence(), "quota");
        yield answer(INVALID, Problem.MEDIA_TYPE, problem.bytes());
      }
    };
  }

  private static Response answer(int status, String mediaType, byte[] body) {
    return Response.status(status).header("Content-Type", mediaType).entity(body).build();
  }
}
