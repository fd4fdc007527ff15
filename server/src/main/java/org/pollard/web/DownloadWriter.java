package org.pollard.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.pollard.edge.Downloads;

/// Sends files past the framework's stream: that closes the whole connection of a client who takes
/// back one request of many, and leaves the file open.
@Provider
final class DownloadWriter implements ServerMessageBodyWriter<Downloads.Whole> {

  private final CurrentVertxRequest request;

  DownloadWriter(CurrentVertxRequest request) {
    this.request = request;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
    return type == Downloads.Whole.class;
  }

  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] all, MediaType media) {
    return type == Downloads.Whole.class;
  }

  /// On the virtual thread of the resource.
  @Override
  public void writeResponse(Downloads.Whole whole, Type type, ServerRequestContext context) {
    whole.sendTo(request.getCurrent().response());
  }

  @Override
  public void writeTo(
      Downloads.Whole whole,
      Class<?> type,
      Type generic,
      Annotation[] all,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws WebApplicationException {
    throw new IllegalStateException("a file is sent past the stream");
  }
}
