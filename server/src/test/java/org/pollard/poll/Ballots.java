package org.pollard.poll;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// Random questions, and random answers that they take.
public final class Ballots {

  private static final List<String> WORDS =
      List.of(
          "slow",
          "Slow",
          "SLOW",
          "C",
          "C++",
          "C#",
          "KI",
          "ki",
          "Straße",
          "STRASSE",
          "👍",
          "ﬁne",
          "fine",
          "naïve",
          "nai\u0308ve",
          "two words",
          "?",
          "Ωmega",
          "ωMEGA");

  private final Random random;

  public Ballots(Random random) {
    this.random = random;
  }

  /// How many choices a question of this kind has here.
  public int choices(Kind kind) {
    return switch (kind) {
      case SINGLE, SEVERAL -> 1 + random.nextInt(6);
      case RATING -> random.nextInt(4);
      case RANKING -> 2 + random.nextInt(5);
      case NUMBER, WORDS, TEXT -> 0;
    };
  }

  public Question question(Kind kind, int choices) {
    Map<String, Object> given = new HashMap<>(Map.of("abstain", true));
    switch (kind) {
      case SINGLE -> {}
      case SEVERAL -> given.put("least", 1);
      case RATING -> {
        int from = random.nextInt(7) - 3;
        given.put("from", from);
        given.put("to", from + 1 + random.nextInt(10));
      }
      case RANKING -> {
        if (random.nextBoolean()) {
          given.put("top", 1 + random.nextInt(choices));
        }
      }
      case NUMBER -> given.put("decimals", random.nextInt(5));
      case WORDS -> given.put("entries", 1 + random.nextInt(5));
      case TEXT -> given.put("approve", false);
    }
    Settings settings = Settings.of(given);
    Question question = settings.read(kind);
    if (!settings.problems().isEmpty() || question.unfit(choices) != null) {
      throw new IllegalStateException(settings.problems() + " " + question.unfit(choices));
    }
    return question;
  }

  public Answer answer(Question question, List<ChoiceId> choices) {
    if (random.nextInt(8) == 0) {
      return new Answer.Abstention();
    }
    List<ChoiceId> mixed = new ArrayList<>(choices);
    Collections.shuffle(mixed, random);
    return switch (question) {
      case SingleQuestion _ -> new Answer.SingleChoice(mixed.getFirst());
      case SeveralQuestion _ ->
          new Answer.SeveralChoices(mixed.subList(0, 1 + random.nextInt(mixed.size())));
      case RatingQuestion rating when choices.isEmpty() -> new Answer.Rating(step(rating));
      case RatingQuestion rating -> {
        Map<ChoiceId, Integer> steps = new HashMap<>();
        choices.forEach(each -> steps.put(each, step(rating)));
        yield new Answer.Ratings(steps);
      }
      case RankingQuestion ranking -> new Answer.Ranking(mixed.subList(0, top(ranking, choices)));
      case NumberQuestion _ ->
          new Answer.Numeric(BigDecimal.valueOf(random.nextInt(4000) - 2000L, random.nextInt(6)));
      case WordsQuestion words -> {
        List<String> some = new ArrayList<>(WORDS);
        Collections.shuffle(some, random);
        yield new Answer.Words(some.subList(0, 1 + random.nextInt(words.entries())));
      }
      case TextQuestion _ -> new Answer.Text(WORDS.get(random.nextInt(WORDS.size())));
    };
  }

  private static int top(RankingQuestion ranking, List<ChoiceId> choices) {
    return Objects.requireNonNullElse(ranking.top(), choices.size());
  }

  private int step(RatingQuestion rating) {
    return rating.from() + random.nextInt(rating.to() - rating.from() + 1);
  }
}
