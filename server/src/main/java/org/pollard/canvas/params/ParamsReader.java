package org.pollard.canvas.params;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a request. No input makes it throw. Thread-safe; without state.
public final class ParamsReader {
  /// How many parameters a query, or a body, may have: Rack's own limit.
  static final int MAX_PARAMS = 4096;

  private ParamsReader() {}

  /// What became of it.
  public sealed interface Read {
    record Ok(Params params) implements Read {}

    /// To be answered with 400 and the reason, which names the place at fault and quotes no value.
    record Refused(String reason) implements Read {}
  }

  /// Reads query and body into one tree, or says why that cannot be done.
  ///
  /// @param rawQuery the query as it came, without the question mark; null when there is none
  /// @param contentType the header as it came; a body of a kind not known here has no parameters
  /// @param body all of it, bounded by the caller; may be empty
  public static Read read(@Nullable String rawQuery, @Nullable String contentType, byte[] body) {
    try {
      if (rawQuery == null) {
        return new Read.Ok(new Params(fields(contentType, body), List.of()));
      }
      List<QueryPair> pairs = FormText.pairs(rawQuery);
      Fields fromBody = fields(contentType, body);
      return new Read.Ok(Params.join(nested(pairs), fromBody, pairs));
    } catch (Unreadable refusal) {
      return new Read.Refused(refusal.reason());
    }
  }

  private static Fields fields(@Nullable String contentType, byte[] body) throws Unreadable {
    if (contentType == null || body.length == 0) {
      return Fields.NONE;
    }
    int semicolon = contentType.indexOf(';');
    String type =
        (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
            .strip()
            .toLowerCase(Locale.ROOT);
    if (type.equals("application/x-www-form-urlencoded")) {
      return nested(FormText.pairs(new String(body, StandardCharsets.ISO_8859_1)));
    }
    if (type.equals("multipart/form-data")) {
      return MultipartBody.read(contentType, body);
    }
    if (type.equals("application/json") || type.endsWith("+json")) {
      return JsonBody.read(body);
    }
    return Fields.NONE;
  }

  private static Fields nested(List<QueryPair> pairs) throws Unreadable {
    var names = new NestedNames();
    for (QueryPair pair : pairs) {
      String value = pair.value();
      names.put(pair.name(), value == null ? new Param.Nil() : new Param.Text(value));
    }
    return names.fields();
  }
}
