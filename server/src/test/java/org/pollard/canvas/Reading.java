package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.ParamsReader.Read;

/// Requests as tests write them.
final class Reading {
  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  private Reading() {}

  static Params query(String query) {
    return ok(ParamsReader.read(query, null, new byte[0]));
  }

  static Params form(String body) {
    return ok(read(FORM, body));
  }

  static Params json(String body) {
    return ok(read(JSON, body));
  }

  static Read read(@Nullable String contentType, String body) {
    return ParamsReader.read(null, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  static Params ok(Read read) {
    assertThat(read).isInstanceOf(Read.Ok.class);
    return ((Read.Ok) read).params();
  }

  static String refused(Read read) {
    assertThat(read).isInstanceOf(Read.Refused.class);
    return ((Read.Refused) read).reason();
  }
}
