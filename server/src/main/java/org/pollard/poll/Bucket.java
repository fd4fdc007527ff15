package org.pollard.poll;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that was counted, as files tell it: all that is left of the answers in an anonymous
/// session. Immutable.
///
/// @param choice or statement, or item; null where there is none
/// @param step of a scale
/// @param place in a ranking, from 1
/// @param value a number
/// @param text what was written
/// @param people who are counted there
/// @param state who sees what was written; null where nothing was
public record Bucket(
    @Nullable ChoiceId choice,
    @Nullable Integer step,
    @Nullable Integer place,
    @Nullable BigDecimal value,
    @Nullable String text,
    long people,
    @Nullable EntryState state) {

  private static final Comparator<Entry> MOST_FIRST =
      Comparator.comparingLong(Entry::people)
          .reversed()
          .thenComparing(Entry::text, Wording::compare);

  /// All of them, in the order of the choices and of what is counted there; what was written, most
  /// people first, with what is hidden.
  public static List<Bucket> of(Question question, Results results, List<ChoiceId> among) {
    List<Bucket> buckets = new ArrayList<>();
    switch (question.read(results, among, true)) {
      case Findings.Votes(var votes, _) ->
          votes.forEach((choice, n) -> buckets.add(counted(choice, null, null, n)));
      case Findings.Rated(var scale) -> addSteps(buckets, question, null, scale);
      case Findings.Statements(var scales) ->
          scales.forEach((choice, scale) -> addSteps(buckets, question, choice, scale));
      case Findings.Ranked(var items) ->
          items.forEach(
              (item, standing) -> {
                for (int i = 0; i < standing.places().size(); i++) {
                  long n = standing.places().get(i);
                  buckets.add(counted(item, null, i + 1, n));
                }
              });
      case Findings.Spread _ ->
          results.entries().stream()
              .sorted(Comparator.comparing(Bucket::value))
              .map(each -> new Bucket(null, null, null, value(each), null, each.people(), null))
              .forEach(buckets::add);
      case Findings.Words _, Findings.Texts _ ->
          results.entries().stream()
              .sorted(MOST_FIRST)
              .map(
                  each ->
                      new Bucket(null, null, null, null, each.text(), each.people(), each.state()))
              .forEach(buckets::add);
    }
    return buckets;
  }

  private static Bucket counted(
      @Nullable ChoiceId choice, @Nullable Integer step, @Nullable Integer place, long people) {
    return new Bucket(choice, step, place, null, null, people, null);
  }

  private static BigDecimal value(Entry entry) {
    return new BigDecimal(entry.text());
  }

  private static void addSteps(
      List<Bucket> buckets, Question question, @Nullable ChoiceId choice, Findings.Scale scale) {
    int from = question instanceof RatingQuestion rating ? rating.from() : 0;
    for (int i = 0; i < scale.steps().size(); i++) {
      buckets.add(counted(choice, from + i, null, scale.steps().get(i)));
    }
  }
}
