package org.pollard.poll;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What people must see of these answers, worked out from the answers themselves in the plainest
/// way: no cells, no sums, every value in a list.
public final class PlainModel {

  private final Question question;
  private final List<ChoiceId> choices;
  private final List<Answer> answers;

  public PlainModel(Question question, List<ChoiceId> choices, List<Answer> answers) {
    this.question = question;
    this.choices = choices;
    this.answers = answers;
  }

  public long people() {
    return answers.size();
  }

  public long abstained() {
    return all(Answer.Abstention.class).count();
  }

  private <A extends Answer> Stream<A> all(Class<A> kind) {
    return answers.stream().filter(kind::isInstance).map(kind::cast);
  }

  public Findings findings() {
    return switch (question) {
      case SingleQuestion _ ->
          votes(each -> all(Answer.SingleChoice.class).filter(a -> a.choice().equals(each)));
      case SeveralQuestion _ ->
          votes(each -> all(Answer.SeveralChoices.class).filter(a -> a.choices().contains(each)));
      case RatingQuestion rating when choices.isEmpty() ->
          new Findings.Rated(
              scale(rating, all(Answer.Rating.class).map(Answer.Rating::step).toList()));
      case RatingQuestion rating -> {
        Map<ChoiceId, Findings.Scale> scales = new LinkedHashMap<>();
        for (ChoiceId each : choices) {
          scales.put(
              each,
              scale(rating, all(Answer.Ratings.class).map(a -> a.steps().get(each)).toList()));
        }
        yield new Findings.Statements(scales);
      }
      case RankingQuestion ranking -> ranked(ranking);
      case NumberQuestion number -> spread(number);
      case WordsQuestion _ -> {
        List<Set<String>> said = all(Answer.Words.class).map(a -> oneSpelling(a.words())).toList();
        yield new Findings.Words(said(said, 100), different(said));
      }
      case TextQuestion _ -> {
        List<Set<String>> said = all(Answer.Text.class).map(a -> Set.of(nfc(a.text()))).toList();
        yield new Findings.Texts(said(said, 200), different(said));
      }
    };
  }

  private Findings votes(java.util.function.Function<ChoiceId, Stream<? extends Answer>> of) {
    Map<ChoiceId, Long> votes = new LinkedHashMap<>();
    choices.forEach(each -> votes.put(each, of.apply(each).count()));
    return new Findings.Votes(votes, votes.values().stream().mapToLong(n -> n).sum());
  }

  private static Findings.Scale scale(RatingQuestion rating, List<Integer> given) {
    List<Long> steps = new ArrayList<>();
    for (int i = rating.from(); i <= rating.to(); i++) {
      int step = i;
      steps.add(given.stream().filter(each -> each == step).count());
    }
    List<BigDecimal> sorted = given.stream().sorted().map(BigDecimal::valueOf).toList();
    return new Findings.Scale(steps, given.size(), mean(sorted), quantile(sorted, 0.5));
  }

  private static @Nullable BigDecimal mean(List<BigDecimal> values) {
    return values.isEmpty()
        ? null
        : values.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_UP);
  }

  /// At 1 + (n - 1) · part, counted from 1, linear between neighbours.
  private static @Nullable BigDecimal quantile(List<BigDecimal> sorted, double part) {
    if (sorted.isEmpty()) {
      return null;
    }
    BigDecimal at = BigDecimal.valueOf(sorted.size() - 1L).multiply(BigDecimal.valueOf(part));
    int below = at.intValue();
    BigDecimal lower = sorted.get(below);
    BigDecimal upper = sorted.get(Math.min(below + 1, sorted.size() - 1));
    return lower
        .add(upper.subtract(lower).multiply(at.subtract(BigDecimal.valueOf(below))))
        .setScale(2, RoundingMode.HALF_UP);
  }

  private Findings ranked(RankingQuestion ranking) {
    int n = choices.size();
    int top = Objects.requireNonNullElse(ranking.top(), n);
    List<List<ChoiceId>> orders = all(Answer.Ranking.class).map(Answer.Ranking::items).toList();
    Map<ChoiceId, Long> points = new HashMap<>();
    for (ChoiceId each : choices) {
      points.put(
          each,
          orders.stream()
              .mapToLong(order -> order.contains(each) ? n - order.indexOf(each) : 0)
              .sum());
    }
    Map<ChoiceId, Findings.Standing> items = new LinkedHashMap<>();
    for (ChoiceId each : choices) {
      List<Long> places = new ArrayList<>();
      for (int i = 0; i < top; i++) {
        int place = i;
        places.add(orders.stream().filter(order -> order.indexOf(each) == place).count());
      }
      items.put(
          each,
          new Findings.Standing(
              places,
              orders.stream().filter(order -> !order.contains(each)).count(),
              orders.isEmpty()
                  ? null
                  : BigDecimal.valueOf(points.getOrDefault(each, 0L))
                      .divide(BigDecimal.valueOf(orders.size()), 2, RoundingMode.HALF_UP),
              orders.isEmpty()
                  ? null
                  : 1
                      + (int)
                          points.values().stream()
                              .filter(o -> o > points.getOrDefault(each, 0L))
                              .count()));
    }
    return new Findings.Ranked(items);
  }

  private Findings spread(NumberQuestion number) {
    List<BigDecimal> sorted =
        all(Answer.Numeric.class)
            .map(a -> a.value().setScale(number.decimals(), RoundingMode.HALF_UP))
            .sorted()
            .toList();
    if (sorted.isEmpty()) {
      return new Findings.Spread(null, null, null, null, null, null, List.of());
    }
    return new Findings.Spread(
        sorted.getFirst(),
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted.getLast(),
        mean(sorted),
        bins(number, sorted));
  }

  private static List<Findings.Bin> bins(NumberQuestion number, List<BigDecimal> sorted) {
    Set<BigDecimal> different = new java.util.TreeSet<>(sorted);
    BigDecimal step = BigDecimal.ONE.movePointLeft(number.decimals());
    BigDecimal width = step;
    if (different.size() > 20) {
      // The smallest width, in steps, with which twenty bins reach from one end to the other.
      BigDecimal steps =
          sorted.getLast().subtract(sorted.getFirst()).divide(step, MathContext.DECIMAL128);
      width = step;
      while (width
              .divide(step, MathContext.DECIMAL128)
              .multiply(BigDecimal.valueOf(20))
              .compareTo(steps)
          <= 0) {
        width = width.add(step);
      }
    }
    List<Findings.Bin> bins = new ArrayList<>();
    if (different.size() <= 20) {
      for (BigDecimal each : different) {
        bins.add(new Findings.Bin(each, each, sorted.stream().filter(each::equals).count()));
      }
      return bins;
    }
    BigDecimal from = sorted.getFirst();
    while (from.compareTo(sorted.getLast()) <= 0) {
      BigDecimal begin = from;
      BigDecimal to = from.add(width).subtract(step);
      bins.add(
          new Findings.Bin(
              begin,
              to,
              sorted.stream()
                  .filter(v -> v.compareTo(begin) >= 0 && v.compareTo(to) <= 0)
                  .count()));
      from = from.add(width);
    }
    return bins;
  }

  private static Set<String> oneSpelling(List<String> words) {
    Map<String, String> byKey = new TreeMap<>();
    for (String each : words) {
      byKey.merge(key(each), nfc(each), (a, b) -> Wording.compare(a, b) <= 0 ? a : b);
    }
    return new HashSet<>(byKey.values());
  }

  private static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /// As far as the words go that are tried.
  private static String key(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFKC)
        .replace("ß", "ss")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static long different(List<Set<String>> said) {
    return said.stream().flatMap(Set::stream).map(PlainModel::key).distinct().count();
  }

  /// Without ids, which are drawn.
  private static List<Findings.Said> said(List<Set<String>> said, int most) {
    Map<String, List<String>> byKey =
        said.stream().flatMap(Set::stream).collect(Collectors.groupingBy(PlainModel::key));
    return byKey.values().stream()
        .map(
            spellings -> {
              String shown =
                  spellings.stream()
                      .min(
                          java.util.Comparator.<String>comparingLong(
                                  one -> -spellings.stream().filter(one::equals).count())
                              .thenComparing(Wording::compare))
                      .orElseThrow();
              return new Findings.Said(new EntryId(0), shown, spellings.size(), EntryState.SHOWN);
            })
        .sorted(
            java.util.Comparator.comparingLong((Findings.Said each) -> -each.people())
                .thenComparing(Findings.Said::text, Wording::compare))
        .limit(most)
        .toList();
  }

  /// The findings with ids that are not drawn, to be compared.
  public static Findings withoutIds(Findings findings) {
    return switch (findings) {
      case Findings.Words(var said, var different) -> new Findings.Words(bare(said), different);
      case Findings.Texts(var said, var different) -> new Findings.Texts(bare(said), different);
      default -> findings;
    };
  }

  private static List<Findings.Said> bare(List<Findings.Said> said) {
    return said.stream()
        .map(each -> new Findings.Said(new EntryId(0), each.text(), each.people(), each.state()))
        .toList();
  }
}
