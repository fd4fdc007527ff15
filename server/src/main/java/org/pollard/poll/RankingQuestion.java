package org.pollard.poll;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Items in an order, or the best of them.
///
/// @param top how many are ranked; null: all
/// @param correct whether the order of the choices is the right one
public record RankingQuestion(@Nullable Integer top, boolean correct, boolean abstain)
    implements Question {

  private static final Range CHOICES = new Range(2, 20);
  private static final int DECIMALS = 2;

  static RankingQuestion read(Settings given) {
    return new RankingQuestion(
        given.maybeWhole("top", 1, CHOICES.most()),
        given.yesOrNo("correct"),
        given.yesOrNo("abstain"));
  }

  @Override
  public Kind kind() {
    return Kind.RANKING;
  }

  private int top(int choices) {
    return Math.min(Objects.requireNonNullElse(top, choices), choices);
  }

  @Override
  public Map<String, @Nullable Object> settings(int choices) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("top", top(choices));
    settings.put("correct", correct);
    settings.put("abstain", abstain);
    return settings;
  }

  @Override
  public String kept() {
    Map<String, @Nullable Object> settings = settings(0);
    settings.put("top", top);
    return Settings.kept(settings);
  }

  @Override
  public List<String> key() {
    return List.of("correct");
  }

  @Override
  public Range choices() {
    return CHOICES;
  }

  @Override
  public @Nullable String unfit(int choices) {
    @Nullable String unfit = Question.super.unfit(choices);
    return unfit == null && top != null && top > choices
        ? "settings: top is " + top + ", of " + choices + " choices."
        : unfit;
  }

  @Override
  public @Nullable Question correctedTo(Question other, int before, int after) {
    boolean same =
        other instanceof RankingQuestion now
            && now.abstain == abstain
            && (Objects.equals(now.top, top) || now.top(before) == top(before));
    return same ? other : null;
  }

  @Override
  public Cell.Span cellsOf(ChoiceId choice) {
    return Cell.Span.ofParts(choice);
  }

  @Override
  public Judgement judgeAnswer(Answer answer, List<ChoiceId> among) {
    if (!(answer instanceof Answer.Ranking(List<ChoiceId> items))) {
      return Invalidity.otherKind(kind(), "ranking");
    }
    if (!among.containsAll(items)) {
      return new Judgement.UnknownChoice();
    }
    int different = new HashSet<>(items).size();
    if (different < items.size()) {
      return new Judgement.Invalid(
          "ranking: "
              + items.size()
              + " items are named, of which "
              + different
              + " are different; each may come once.");
    }
    int top = top(among.size());
    return items.size() == top
        ? countedAnswer(answer, among)
        : Invalidity.tooMany("ranking", items.size(), top, top);
  }

  @Override
  public Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.PEOPLE));
    if (answer instanceof Answer.Ranking(List<ChoiceId> items)) {
      for (int i = 0; i < items.size(); i++) {
        if (among.contains(items.get(i))) {
          cells.add(Cell.of(items.get(i), i + 1));
        }
      }
    }
    return new Judgement.Counts(answer, cells, List.of());
  }

  @Override
  public Findings.Ranked read(Results results, List<ChoiceId> among, boolean host) {
    long rankers = results.in(Cell.PEOPLE) - results.abstained();
    Map<ChoiceId, List<Long>> places = new LinkedHashMap<>();
    Map<ChoiceId, Long> sums = new LinkedHashMap<>();
    for (ChoiceId each : among) {
      List<Long> of = places(results, each, top(among.size()));
      places.put(each, of);
      long sum = 0;
      for (int i = 0; i < of.size(); i++) {
        // Of items that were deleted since places remain that are worth nothing any more.
        sum += of.get(i) * Math.max(0, among.size() - i);
      }
      sums.put(each, sum);
    }
    Map<ChoiceId, Findings.Standing> items = new LinkedHashMap<>();
    places.forEach(
        (item, of) -> {
          long sum = sums.getOrDefault(item, 0L);
          items.put(
              item,
              new Findings.Standing(
                  of,
                  rankers - of.stream().mapToLong(Long::longValue).sum(),
                  rankers == 0 ? null : mean(sum, rankers),
                  rankers == 0
                      ? null
                      : 1 + (int) sums.values().stream().filter(other -> other > sum).count()));
        });
    return new Findings.Ranked(items);
  }

  /// As many as are ranked, or more where somebody has ranked before items were deleted.
  private static List<Long> places(Results results, ChoiceId item, int top) {
    List<Long> places = new ArrayList<>();
    for (int place = 1; place <= CHOICES.most(); place++) {
      places.add(results.in(Cell.of(item, place)));
    }
    int shown = CHOICES.most();
    while (shown > top && places.get(shown - 1) == 0) {
      shown--;
    }
    return List.copyOf(places.subList(0, shown));
  }

  private static BigDecimal mean(long sum, long rankers) {
    return BigDecimal.valueOf(sum)
        .divide(BigDecimal.valueOf(rankers), DECIMALS, RoundingMode.HALF_UP);
  }
}
