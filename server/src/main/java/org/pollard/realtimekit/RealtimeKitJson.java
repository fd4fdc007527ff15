package org.pollard.realtimekit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// JSON as this wire has it: snake_case names, times in UTC to the millisecond. Thread-safe.
final class RealtimeKitJson {

  static final String MEDIA_TYPE = "application/json; charset=utf-8";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new SimpleModule().addSerializer(Instant.class, new TimeSerializer()))
          .build();

  /// For what is stored: no database has to know a character beyond ASCII, or a half one.
  private static final ObjectWriter STORED =
      MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private RealtimeKitJson() {}

  static ObjectWriter writer() {
    return MAPPER.writer();
  }

  static byte[] bytes(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire shape must be writable: " + body.getClass(), e);
    }
  }

  /// Reads what came over the wire.
  ///
  /// @throws IOException when it is no JSON
  static JsonNode read(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  /// A time as this wire has it.
  static String time(Instant time) {
    return TIME.format(time);
  }

  /// A shape of this wire as an object.
  static ObjectNode tree(Object shape) {
    return MAPPER.valueToTree(shape);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// Reads what [#stored] has written.
  static ObjectNode stored(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was stored cannot be read", e);
    }
  }

  static String stored(JsonNode node) {
    try {
      return STORED.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read cannot be written", e);
    }
  }

  private static final class TimeSerializer extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider context)
        throws IOException {
      json.writeString(TIME.format(time));
    }
  }
}
