package org.pollard.poll;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A step on a scale for each statement, or for the question itself where there are none.
///
/// @param low what the first step means
/// @param high what the last one means
public record RatingQuestion(int from, int to, String low, String high, boolean abstain)
    implements Question {

  private static final Range CHOICES = new Range(0, 20);
  private static final Range STEPS = new Range(2, 11);
  private static final int FARTHEST = 1_000;
  static final int LONGEST_LABEL = 60;

  /// Stands for the question where there are no statements; no choice has it.
  private static final ChoiceId ITSELF = new ChoiceId(0);

  static RatingQuestion read(Settings given) {
    int from = given.whole("from", 1, -FARTHEST, FARTHEST);
    int to = given.whole("to", 5, -FARTHEST, FARTHEST);
    if (!STEPS.contains(to - from + 1)) {
      given.problem(
          "from "
              + from
              + " to "
              + to
              + " is "
              + (to - from + 1)
              + " steps, and must be "
              + STEPS
              + ".");
      to = from + STEPS.least() - 1;
    }
    return new RatingQuestion(
        from,
        to,
        given.line("low", LONGEST_LABEL),
        given.line("high", LONGEST_LABEL),
        given.yesOrNo("abstain"));
  }

  @Override
  public Kind kind() {
    return Kind.RATING;
  }

  @Override
  public Map<String, @Nullable Object> settings(int choices) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("from", from);
    settings.put("to", to);
    settings.put("low", low);
    settings.put("high", high);
    settings.put("abstain", abstain);
    return settings;
  }

  @Override
  public Range choices() {
    return CHOICES;
  }

  /// Between a scale for the question and one for each statement lies all that was answered.
  @Override
  public @Nullable Question correctedTo(Question other, int before, int after) {
    boolean same =
        other instanceof RatingQuestion now
            && now.from == from
            && now.to == to
            && now.abstain == abstain
            && (before == 0) == (after == 0);
    return same ? other : null;
  }

  @Override
  public Cell.Span cellsOf(ChoiceId choice) {
    return Cell.Span.ofParts(choice);
  }

  @Override
  public Judgement judgeAnswer(Answer answer, List<ChoiceId> among) {
    return switch (answer) {
      case Answer.Rating(int step) when among.isEmpty() ->
          isStep(step) ? countedAnswer(answer, among) : outside(step);
      case Answer.Ratings(Map<ChoiceId, Integer> steps) when !among.isEmpty() ->
          judge(answer, steps, among);
      default -> Invalidity.otherKind(kind(), among.isEmpty() ? "rating" : "ratings");
    };
  }

  private Judgement judge(Answer answer, Map<ChoiceId, Integer> steps, List<ChoiceId> among) {
    if (!among.containsAll(steps.keySet())) {
      return new Judgement.UnknownChoice();
    }
    if (steps.size() < among.size()) {
      return new Judgement.Invalid(
          "ratings: there are "
              + steps.size()
              + ", and must be one for each of the "
              + among.size()
              + " statements.");
    }
    for (int step : steps.values()) {
      if (!isStep(step)) {
        return outside(step);
      }
    }
    return countedAnswer(answer, among);
  }

  private boolean isStep(int step) {
    return step >= from && step <= to;
  }

  private Judgement outside(int step) {
    return Invalidity.outside(
        "The step", Integer.toString(step), Integer.toString(from), Integer.toString(to));
  }

  @Override
  public Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.PEOPLE));
    switch (answer) {
      case Answer.Rating(int step) -> cells.add(Cell.of(ITSELF, step - from));
      case Answer.Ratings(Map<ChoiceId, Integer> steps) ->
          steps.forEach(
              (statement, step) -> {
                if (among.contains(statement)) {
                  cells.add(Cell.of(statement, step - from));
                }
              });
      default -> {}
    }
    return new Judgement.Counts(answer, cells, List.of());
  }

  @Override
  public Findings read(Results results, List<ChoiceId> among, boolean host) {
    if (among.isEmpty()) {
      return new Findings.Rated(scale(results, ITSELF));
    }
    Map<ChoiceId, Findings.Scale> scales = new LinkedHashMap<>();
    among.forEach(each -> scales.put(each, scale(results, each)));
    return new Findings.Statements(scales);
  }

  private Findings.Scale scale(Results results, ChoiceId of) {
    List<Long> steps = new ArrayList<>();
    SortedMap<BigDecimal, Long> people = new TreeMap<>();
    for (int step = from; step <= to; step++) {
      long n = results.in(Cell.of(of, step - from));
      steps.add(n);
      if (n > 0) {
        people.put(BigDecimal.valueOf(step), n);
      }
    }
    Quantiles values = new Quantiles(people);
    return new Findings.Scale(steps, values.people(), values.mean(), values.at(2));
  }
}
