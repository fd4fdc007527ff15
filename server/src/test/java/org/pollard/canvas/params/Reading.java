package org.pollard.canvas.params;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.ParamsReader.Read;

/// Requests as tests write them.
public final class Reading {
  public static final String FORM = "application/x-www-form-urlencoded";
  public static final String JSON = "application/json";

  private Reading() {}

  public static Params query(String query) {
    return ok(ParamsReader.read(query, null, new byte[0]));
  }

  public static Params form(String body) {
    return ok(read(FORM, body));
  }

  public static Params json(String body) {
    return ok(read(JSON, body));
  }

  public static Read read(@Nullable String contentType, String body) {
    return ParamsReader.read(null, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Params ok(Read read) {
    assertThat(read).isInstanceOf(Read.Ok.class);
    return ((Read.Ok) read).params();
  }

  public static String refused(Read read) {
    assertThat(read).isInstanceOf(Read.Refused.class);
    return ((Read.Refused) read).reason();
  }
}
