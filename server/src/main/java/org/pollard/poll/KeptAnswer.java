package org.pollard.poll;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How an answer is kept. Immutable.
///
/// @param choice the one that it stands and falls with, when that is all it says; else 0, which no
///   choice is
/// @param text what it says, with the word for its kind before it; null when the choice is all
public record KeptAnswer(long choice, @Nullable String text) {

  private static final String BETWEEN_WORDS = "\n";

  /// The form of an answer.
  public static KeptAnswer of(Answer answer) {
    return switch (answer) {
      case Answer.SingleChoice(ChoiceId choice) -> new KeptAnswer(choice.value(), null);
      case Answer.SeveralChoices(List<ChoiceId> choices) -> kept("several", ids(choices));
      case Answer.Rating(int step) -> kept("rating", Integer.toString(step));
      case Answer.Ratings(Map<ChoiceId, Integer> steps) -> kept("ratings", steps(steps));
      case Answer.Ranking(List<ChoiceId> items) -> kept("ranking", ids(items));
      case Answer.Numeric(BigDecimal value) -> kept("number", value.toPlainString());
      case Answer.Words(List<String> words) -> kept("words", String.join(BETWEEN_WORDS, words));
      case Answer.Text(String text) -> kept("text", text);
      case Answer.Abstention() -> kept("abstain", "");
    };
  }

  private static KeptAnswer kept(String kind, String text) {
    return new KeptAnswer(0, kind + " " + text);
  }

  private static String ids(List<ChoiceId> ids) {
    return ids.stream().map(each -> Long.toString(each.value())).collect(Collectors.joining(" "));
  }

  private static String steps(Map<ChoiceId, Integer> steps) {
    return steps.entrySet().stream()
        .map(each -> each.getKey().value() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  /// The answer that was kept.
  ///
  /// @throws IllegalArgumentException when it is none that this program has written
  public Answer answer() {
    if (text == null) {
      return new Answer.SingleChoice(new ChoiceId(choice));
    }
    int blank = text.indexOf(' ');
    String kind = blank < 0 ? text : text.substring(0, blank);
    String rest = text.substring(blank + 1);
    return switch (kind) {
      case "several" -> new Answer.SeveralChoices(ids(rest));
      case "rating" -> new Answer.Rating(Integer.parseInt(rest));
      case "ratings" -> new Answer.Ratings(steps(rest));
      case "ranking" -> new Answer.Ranking(ids(rest));
      case "number" -> new Answer.Numeric(new BigDecimal(rest));
      case "words" -> new Answer.Words(List.of(rest.split(BETWEEN_WORDS, -1)));
      case "text" -> new Answer.Text(rest);
      case "abstain" -> new Answer.Abstention();
      default -> throw new IllegalArgumentException("an answer of the unknown kind " + kind);
    };
  }

  private static List<ChoiceId> ids(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(Long::valueOf).map(ChoiceId::new).toList();
  }

  private static Map<ChoiceId, Integer> steps(String text) {
    Map<ChoiceId, Integer> steps = new HashMap<>();
    for (String each : text.split(" ", -1)) {
      int equals = each.indexOf('=');
      steps.put(
          new ChoiceId(Long.parseLong(each.substring(0, equals))),
          Integer.parseInt(each.substring(equals + 1)));
    }
    return steps;
  }
}
