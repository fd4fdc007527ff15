package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.poll.Answer;
import org.pollard.poll.ChoiceId;

/// What the body of a vote says.
sealed interface VoteBody {

  /// Members of which a vote has exactly one.
  List<String> MEMBERS = AnswerJson.SHAPE.members().stream().map(Shape.Member::name).toList();

  /// An answer, which its question has yet to judge.
  record Said(Answer answer) implements VoteBody {}

  /// No body of a vote.
  record Unreadable(String detail) implements VoteBody {}

  /// A vote, but no answer to any question.
  record Wrong(String detail) implements VoteBody {}

  static VoteBody of(Buffer body) {
    JsonObject json;
    try {
      json = body.length() == 0 ? new JsonObject() : ExactJson.object(body);
    } catch (DecodeException e) {
      return new Unreadable("The body must be an object such as {\"choice\": 5}.");
    }
    List<String> said = MEMBERS.stream().filter(json::containsKey).toList();
    if (said.isEmpty()) {
      return new Unreadable(
          "The body must be an object such as {\"choice\": 5}, with one of the members "
              + String.join(", ", MEMBERS)
              + ".");
    }
    if (said.size() > 1) {
      return new Wrong(
          "A vote has one of these members, not all: " + String.join(", ", said) + ".");
    }
    return of(said.getFirst(), json.getValue(said.getFirst()));
  }

  private static VoteBody of(String member, @Nullable Object value) {
    Answer answer =
        switch (member) {
          case "choice" -> made(id(value), Answer.SingleChoice::new);
          case "choices" -> made(ids(value), Answer.SeveralChoices::new);
          case "ratings" -> ratings(value);
          case "rating" -> made(step(value), Answer.Rating::new);
          case "ranking" -> made(ids(value), Answer.Ranking::new);
          case "number" -> number(value);
          case "words" -> words(value);
          case "text" -> value instanceof String text ? new Answer.Text(text) : null;
          case "abstain" -> Boolean.TRUE.equals(value) ? new Answer.Abstention() : null;
          default -> throw new IllegalArgumentException(member);
        };
    if (answer != null) {
      return new Said(answer);
    }
    return member.equals("choice")
        ? new Unreadable("choice must be an id, a whole number.")
        : new Wrong(member + " must be " + shape(member) + ".");
  }

  private static <T> @Nullable Answer made(@Nullable T of, Function<T, Answer> making) {
    return of == null ? null : making.apply(of);
  }

  private static String shape(String member) {
    return switch (member) {
      case "choices", "ranking" -> "a list of ids";
      case "ratings" -> "an object of ids with their steps, such as {\"5\": 4}";
      case "rating" -> "a step, a whole number";
      case "number" -> "a number";
      case "words" -> "a list of texts";
      case "text" -> "a text";
      default -> "true";
    };
  }

  /// What is no id of anything is none of a choice.
  private static @Nullable ChoiceId id(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long
        ? new ChoiceId(((Number) value).longValue())
        : null;
  }

  private static @Nullable List<ChoiceId> ids(@Nullable Object value) {
    if (!(value instanceof JsonArray array)) {
      return null;
    }
    List<ChoiceId> ids = new ArrayList<>();
    for (Object each : array) {
      ChoiceId id = id(each);
      if (id == null) {
        return null;
      }
      ids.add(id);
    }
    return ids;
  }

  private static @Nullable Integer step(@Nullable Object value) {
    return switch (value) {
      case Integer step -> step;
      // Beyond every scale, which its question says with the limits.
      case Long far -> far > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
      case null, default -> null;
    };
  }

  private static Answer.@Nullable Ratings ratings(@Nullable Object value) {
    if (!(value instanceof JsonObject object)) {
      return null;
    }
    Map<ChoiceId, Integer> steps = new HashMap<>();
    for (String name : object.fieldNames()) {
      Integer step = step(object.getValue(name));
      if (step == null) {
        return null;
      }
      steps.put(new ChoiceId(Arrival.idOf(name)), step);
    }
    return new Answer.Ratings(steps);
  }

  private static Answer.@Nullable Numeric number(@Nullable Object value) {
    BigDecimal number =
        switch (value) {
          case Integer whole -> BigDecimal.valueOf(whole);
          case Long whole -> BigDecimal.valueOf(whole);
          case BigInteger whole -> new BigDecimal(whole);
          case BigDecimal exact -> exact;
          case null, default -> null;
        };
    return number == null ? null : new Answer.Numeric(number);
  }

  private static Answer.@Nullable Words words(@Nullable Object value) {
    if (!(value instanceof JsonArray array)) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (Object each : array) {
      if (!(each instanceof String word)) {
        return null;
      }
      words.add(word);
    }
    return new Answer.Words(words);
  }
}
