package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;

/// The fields of a body, and all that is found wrong with them. Unknown fields are nobody's
/// business. Confined to one request.
final class Given {

  /// For identifying texts, which must fit an index of either database.
  static final int LONGEST_NAME = 255;

  private static final Pattern JSON =
      Pattern.compile(
          "application/(json|[0-9a-z.!#$&^_-]+\\+json)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private final ObjectNode fields;
  private final List<String> problems = new ArrayList<>();

  private Given(ObjectNode fields) {
    this.fields = fields;
  }

  /// An empty body counts as an object without fields. Any other must be declared as JSON: what a
  /// form or a text would say by chance is not done.
  static Given read(@Nullable String contentType, byte[] body) {
    if (body.length == 0) {
      return new Given(RealtimeKitJson.object());
    }
    if (contentType == null || !JSON.matcher(contentType.strip()).matches()) {
      throw new Refusal(RealtimeKitErrors.noJson());
    }
    try {
      if (RealtimeKitJson.read(body) instanceof ObjectNode object) {
        return new Given(object);
      }
    } catch (IOException e) {
      throw new Refusal(RealtimeKitErrors.invalid("The body is no valid JSON."));
    }
    throw new Refusal(RealtimeKitErrors.invalid("The body must be a JSON object."));
  }

  ObjectNode fields() {
    return fields;
  }

  /// Whether the field is there, null or not.
  boolean has(String name) {
    return fields.has(name);
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  /// Ends the call when anything was wrong, with all of it.
  void check() {
    if (!problems.isEmpty()) {
      throw new Refusal(RealtimeKitErrors.invalid(problems));
    }
  }

  /// A text that must be there and not empty; empty after a problem.
  String name(String name) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      if (!has(name) || fields.get(name).isNull() || text != null) {
        problem(name + " is required.");
      }
      return "";
    }
    if (text.codePointCount(0, text.length()) > LONGEST_NAME) {
      problem(name + " has more than " + LONGEST_NAME + " characters.");
    }
    judgeName(name, text);
    return text;
  }

  /// What something or somebody is called, in one line; null when it is absent or null.
  @Nullable String label(String name) {
    String text = text(name);
    if (text != null && !text.isEmpty()) {
      judgeName(name, text);
    }
    return text;
  }

  private void judgeName(String name, String text) {
    if (PlainText.looksEmpty(text)) {
      problem(name + " must have characters that can be seen.");
    } else if (PlainText.isText(text) && !PlainText.isLine(text)) {
      problem(name + " must be one line.");
    }
  }

  /// A text; null when it is absent or null.
  @Nullable String text(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      problem(name + " must be a string.");
      return null;
    }
    return sound(name, value.asText());
  }

  private @Nullable String sound(String name, String text) {
    if (PlainText.isText(text)) {
      return text;
    }
    problem(name + " " + PlainText.RULE + ".");
    return null;
  }

  /// The texts of an array; null when it is absent or null.
  @Nullable List<String> texts(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (!value.isArray()) {
      problem(name + " must be an array of strings.");
      return texts;
    }
    for (JsonNode each : value) {
      if (!each.isTextual()) {
        problem(name + " must hold strings only.");
        return texts;
      }
      String text = sound(name, each.asText());
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /// Yes or no; `otherwise` when it is absent or null.
  boolean truth(String name, boolean otherwise) {
    JsonNode value = value(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      problem(name + " must be true or false.");
    }
    return value.asBoolean();
  }

  /// A whole number within these bounds; null when it is absent.
  @Nullable Integer whole(String name, int least, int most) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    if (!whole || value.doubleValue() < least || value.doubleValue() > most) {
      problem(name + " must be a whole number from " + least + " to " + most + ".");
      return null;
    }
    return (int) value.doubleValue();
  }

  /// An absolute URI; null when it is absent or null.
  @Nullable String uri(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      if (new URI(text).isAbsolute()) {
        return text;
      }
    } catch (URISyntaxException e) {
      // Told below, as any other text that is no such URI.
    }
    problem(name + " must be an absolute URI.");
    return null;
  }

  /// A moment; null when it is absent or null.
  @Nullable Instant time(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      problem(name + " must be a time such as 2026-03-01T10:00:00Z.");
      return null;
    }
  }

  /// Complains of null where null is not among what may be sent.
  void notNull(String... names) {
    for (String name : names) {
      if (has(name) && fields.get(name).isNull()) {
        problem(name + " must not be null.");
      }
    }
  }

  /// Complains of what would narrow something, and cannot here.
  void unsupported(String... names) {
    for (String name : names) {
      if (value(name) != null) {
        problem(name + " is not supported by this server.");
      }
    }
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = fields.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
