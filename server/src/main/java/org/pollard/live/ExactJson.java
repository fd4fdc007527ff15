package org.pollard.live;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;

/// Reads JSON with its numbers as they are written: as binary fractions some are others.
final class ExactJson {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});

  private ExactJson() {}

  /// An object.
  ///
  /// @throws DecodeException when it is anything else
  static JsonObject object(Buffer body) {
    try {
      LinkedHashMap<String, Object> members = READER.readValue(body.getBytes());
      if (members == null) {
        throw new DecodeException("not an object");
      }
      return new JsonObject(members);
    } catch (JacksonException | NumberFormatException e) {
      throw new DecodeException("not an object");
    } catch (IOException e) {
      throw new DecodeException("not readable");
    }
  }
}
