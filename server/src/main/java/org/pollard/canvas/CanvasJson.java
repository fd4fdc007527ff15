package org.pollard.canvas;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;

/// JSON in Canvas's dialect: snake_case names, times in UTC to the second, ids as numbers or as
/// strings. Thread-safe.
final class CanvasJson {

  static final String MEDIA_TYPE = "application/json; charset=utf-8";

  /// The same for a header that goes out often.
  static final CharSequence OPTIMIZED_MEDIA_TYPE = HttpHeaders.createOptimized(MEDIA_TYPE);

  /// Spelled as resources spell it.
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");

  private static final String STRING_IDS = "string-ids";
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(
              new SimpleModule()
                  .addSerializer(Id.class, new IdSerializer())
                  .addSerializer(Instant.class, new TimeSerializer()))
          .build()
          .writer();
  private static final ObjectWriter WITH_STRING_IDS = WRITER.withAttribute(STRING_IDS, true);

  private CanvasJson() {}

  /// Writes a body that may be lazy. What reading it met is thrown as it was, for the mappers of
  /// faults.
  static void write(Object body, boolean stringIds, OutputStream out) throws IOException {
    try {
      (stringIds ? WITH_STRING_IDS : WRITER).writeValue(out, body);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof RuntimeException met) {
        throw met;
      }
      throw e;
    }
  }

  /// Answers with a body where no resource does, and as resources do.
  static void end(
      HttpServerResponse response, CharSequence mediaType, Buffer body, Map<String, String> more) {
    response
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
        .putHeader(CONTENT_TYPE, mediaType);
    more.forEach(response::putHeader);
    var _ = response.end(body);
  }

  /// The bytes of a body that holds nothing lazy.
  static byte[] bytes(Object body) {
    try {
      return WRITER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire shape must be writable: " + body.getClass(), e);
    }
  }

  private static final class IdSerializer extends JsonSerializer<Id> {
    @Override
    public void serialize(Id id, JsonGenerator json, SerializerProvider context)
        throws IOException {
      if (context.getAttribute(STRING_IDS) == null) {
        json.writeNumber(id.value());
      } else {
        json.writeString(Long.toString(id.value()));
      }
    }
  }

  private static final class TimeSerializer extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider context)
        throws IOException {
      json.writeString(IsoTime.text(time));
    }
  }
}
