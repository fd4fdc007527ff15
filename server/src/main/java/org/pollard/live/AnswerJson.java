package org.pollard.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.pollard.poll.Answer;
import org.pollard.poll.ChoiceId;

/// An answer as the member of a vote that it came as.
final class AnswerJson {

  private AnswerJson() {}

  static JsonObject put(JsonObject json, Answer answer) {
    return switch (answer) {
      case Answer.SingleChoice(ChoiceId choice) -> json.put("choice", choice.value());
      case Answer.SeveralChoices(List<ChoiceId> choices) -> json.put("choices", ids(choices));
      case Answer.Rating(int step) -> json.put("rating", step);
      case Answer.Ratings(Map<ChoiceId, Integer> steps) -> {
        JsonObject ratings = new JsonObject();
        steps.forEach((statement, step) -> ratings.put(Long.toString(statement.value()), step));
        yield json.put("ratings", ratings);
      }
      case Answer.Ranking(List<ChoiceId> items) -> json.put("ranking", ids(items));
      case Answer.Numeric(BigDecimal value) -> json.put("number", ResultsJson.number(value));
      case Answer.Words(List<String> words) -> json.put("words", new JsonArray(words));
      case Answer.Text(String text) -> json.put("text", text);
      case Answer.Abstention() -> json.put("abstain", true);
    };
  }

  private static JsonArray ids(List<ChoiceId> ids) {
    return new JsonArray(ids.stream().map(ChoiceId::value).toList());
  }
}
