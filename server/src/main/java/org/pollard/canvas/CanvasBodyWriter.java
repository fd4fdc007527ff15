package org.pollard.canvas;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/// Writes Canvas's wire shapes with the form of ids that the client asked for. Lists that may be
/// long are lazy and go out while they are read; when that fails the client gets an error, or no
/// end.
@Provider
final class CanvasBodyWriter implements MessageBodyWriter<CanvasBody> {

  private final CurrentVertxRequest request;

  CanvasBodyWriter(CurrentVertxRequest request) {
    this.request = request;
  }

  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] all, MediaType media) {
    return CanvasBody.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      CanvasBody body,
      Class<?> type,
      Type generic,
      Annotation[] all,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException, WebApplicationException {
    headers.putSingle(HttpHeaders.CONTENT_TYPE, CanvasJson.MEDIA_TYPE);
    RoutingContext http = request.getCurrent();
    HeldBack held = new HeldBack(out);
    try {
      CanvasJson.write(body, CanvasCall.of(http).stringIds(), held);
      held.release();
    } catch (IOException | RuntimeException e) {
      if (held.isReleased()) {
        // Half an answer must not end like a whole one.
        http.response().reset();
      }
      throw e;
    }
  }
}
