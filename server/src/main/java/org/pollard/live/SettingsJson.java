package org.pollard.live;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.pollard.poll.Question;

/// Settings of a question, with all their values.
final class SettingsJson {

  private SettingsJson() {}

  static JsonObject of(Question question, int choices) {
    JsonObject settings = new JsonObject();
    question
        .settings(choices)
        .forEach(
            (name, value) ->
                settings.put(
                    name, value instanceof BigDecimal number ? ResultsJson.number(number) : value));
    return settings;
  }
}
