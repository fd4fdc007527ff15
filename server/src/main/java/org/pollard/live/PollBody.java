package org.pollard.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Kind;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollDraft.DraftChoice;
import org.pollard.poll.PollText;
import org.pollard.poll.Question;
import org.pollard.poll.Settings;
import org.pollard.poll.Wording;

/// Reads a poll as a call gives it, whole, and notes everything that is wrong. Confined to one
/// reading.
final class PollBody {

  private static final int LONGEST_DESCRIPTION = 5_000;

  /// Of a body that cannot be meant.
  private static final int MOST_PROBLEMS = 50;

  private static final Set<String> MEMBERS =
      Set.of("question", "description", "kind", "choices", "settings");

  private final JsonObject body;
  private final boolean ids;
  private final List<String> problems = new ArrayList<>();

  private PollBody(JsonObject body, boolean ids) {
    this.body = body;
    this.ids = ids;
  }

  /// @param ids whether choices that are there already may be named
  /// @throws IllegalArgumentException whose message says everything that is wrong
  static PollDraft read(JsonObject body, boolean ids) {
    return new PollBody(body, ids).read();
  }

  private PollDraft read() {
    body.fieldNames().stream()
        .filter(each -> !MEMBERS.contains(each))
        .forEach(each -> problems.add(each + " is not known here."));
    String question = text("question", body.getValue("question"), PollText.LONGEST_QUESTION);
    Object description = body.getValue("description");
    String explained =
        description == null || "".equals(description)
            ? null
            : text("description", description, LONGEST_DESCRIPTION);
    Kind kind = kind();
    Question asks = question(kind);
    List<DraftChoice> choices = choices(asks);
    String unfit = asks.unfit(choices.size());
    if (unfit != null) {
      problems.add(unfit);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(" ", problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS))));
    }
    return new PollDraft(question, explained, asks, choices);
  }

  private Kind kind() {
    Object kind = body.getValue("kind");
    if (kind == null) {
      return Kind.SINGLE;
    }
    Kind known = kind instanceof String word ? Kind.of(word).orElse(null) : null;
    if (known == null) {
      problems.add(
          "kind must be one of "
              + String.join(", ", List.of(Kind.values()).stream().map(Kind::word).toList())
              + ".");
      return Kind.SINGLE;
    }
    return known;
  }

  private Question question(Kind kind) {
    Object given = body.getValue("settings");
    if (given != null && !(given instanceof JsonObject)) {
      problems.add("settings must be an object.");
    }
    Settings settings =
        given instanceof JsonObject object ? Settings.of(object.getMap()) : Settings.of(Map.of());
    Question question = settings.read(kind);
    problems.addAll(settings.problems());
    return question;
  }

  private List<DraftChoice> choices(Question asks) {
    Object given = body.getValue("choices");
    if (given == null) {
      return List.of();
    }
    if (!(given instanceof JsonArray array)) {
      problems.add("choices must be a list.");
      return List.of();
    }
    List<DraftChoice> choices = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      choices.add(choice("choices[" + i + "]", array.getValue(i), asks));
    }
    return choices;
  }

  private DraftChoice choice(String name, @Nullable Object given, Question asks) {
    if (given instanceof String text) {
      return new DraftChoice(null, text(name, text, PollText.LONGEST_CHOICE), false);
    }
    if (!(given instanceof JsonObject object)) {
      problems.add(name + " must be a text, or an object with text and correct.");
      return new DraftChoice(null, "", false);
    }
    Set<String> members = ids ? Set.of("id", "text", "correct") : Set.of("text", "correct");
    object.fieldNames().stream()
        .filter(each -> !members.contains(each))
        .forEach(each -> problems.add(name + "." + each + " is not known here."));
    Object correct = object.getValue("correct");
    if (correct != null && !(correct instanceof Boolean)) {
      problems.add(name + ".correct must be true or false.");
    } else if (Boolean.TRUE.equals(correct) && !asks.marksChoices()) {
      problems.add(name + ".correct is for the kinds single and several.");
    }
    return new DraftChoice(
        id(name, object.getValue("id")),
        text(name + ".text", object.getValue("text"), PollText.LONGEST_CHOICE),
        Boolean.TRUE.equals(correct));
  }

  private @Nullable ChoiceId id(String name, @Nullable Object id) {
    if (id == null || !ids) {
      return null;
    }
    if (id instanceof Integer || id instanceof Long) {
      return new ChoiceId(((Number) id).longValue());
    }
    problems.add(name + ".id must be an id, a whole number.");
    return null;
  }

  private String text(String name, @Nullable Object value, int longest) {
    if (!(value instanceof String given)) {
      problems.add(value == null ? name + " is missing." : name + " must be a text.");
      return "";
    }
    if (!PlainText.isText(given)) {
      problems.add(name + " " + PlainText.RULE + ".");
      return "";
    }
    String text = Normalizer.normalize(given.replace("\r\n", "\n").strip(), Normalizer.Form.NFC);
    int length = Wording.length(text);
    if (PlainText.looksEmpty(text)) {
      problems.add(name + " is empty, and must have 1 to " + longest + " characters.");
    } else if (length > longest) {
      problems.add(name + " has " + length + " characters, and may have " + longest + ".");
    }
    return text;
  }
}
