package org.pollard.realtimekit;

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

/// Writes the shapes of this wire.
@Provider
final class RealtimeKitBodyWriter implements MessageBodyWriter<RealtimeKitBody> {

  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] all, MediaType media) {
    return RealtimeKitBody.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      RealtimeKitBody body,
      Class<?> type,
      Type generic,
      Annotation[] all,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException, WebApplicationException {
    headers.putSingle(HttpHeaders.CONTENT_TYPE, RealtimeKitJson.MEDIA_TYPE);
    RealtimeKitJson.writer().writeValue(out, body);
  }
}
