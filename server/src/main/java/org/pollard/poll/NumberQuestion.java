package org.pollard.poll;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A number.
///
/// @param least what is plausible; null: whatever
/// @param most likewise
/// @param decimals to which it is rounded
/// @param unit in which it is, for people
/// @param correct what is right; null where nothing is
/// @param tolerance how far from that is right, too
public record NumberQuestion(
    @Nullable BigDecimal least,
    @Nullable BigDecimal most,
    int decimals,
    String unit,
    @Nullable BigDecimal correct,
    BigDecimal tolerance,
    boolean abstain)
    implements Question {

  private static final int MOST_DECIMALS = 4;
  private static final int LONGEST_UNIT = 20;
  private static final int MOST_BINS = 20;

  /// Digits behind which nothing is left of a number, whatever it is rounded to.
  private static final int SMALLEST = -20;

  static NumberQuestion read(Settings given) {
    @Nullable BigDecimal tolerance = given.maybeNumber("tolerance");
    NumberQuestion read =
        new NumberQuestion(
            given.maybeNumber("least"),
            given.maybeNumber("most"),
            given.whole("decimals", 0, 0, MOST_DECIMALS),
            given.line("unit", LONGEST_UNIT),
            given.maybeNumber("correct"),
            tolerance == null ? BigDecimal.ZERO : tolerance,
            given.yesOrNo("abstain"));
    if (read.least != null && read.most != null && read.least.compareTo(read.most) > 0) {
      given.problem(
          "least is "
              + read.least.toPlainString()
              + ", and may be "
              + read.most.toPlainString()
              + " as most is.");
    }
    if (read.tolerance.signum() < 0) {
      given.problem("tolerance is below 0.");
    }
    return read;
  }

  @Override
  public Kind kind() {
    return Kind.NUMBER;
  }

  @Override
  public Map<String, @Nullable Object> settings(int choices) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("least", least);
    settings.put("most", most);
    settings.put("decimals", decimals);
    settings.put("unit", unit);
    settings.put("correct", correct);
    settings.put("tolerance", tolerance);
    settings.put("abstain", abstain);
    return settings;
  }

  @Override
  public List<String> key() {
    return List.of("correct", "tolerance");
  }

  @Override
  public Range choices() {
    return Range.NONE;
  }

  /// Whether this is the correct number, or near enough to it.
  public boolean isRight(BigDecimal number) {
    return correct != null && number.subtract(correct).abs().compareTo(tolerance) <= 0;
  }

  @Override
  public @Nullable Question correctedTo(Question other, int before, int after) {
    boolean same =
        other instanceof NumberQuestion now
            && isSame(now.least, least)
            && isSame(now.most, most)
            && now.decimals == decimals
            && now.abstain == abstain;
    return same ? other : null;
  }

  private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }

  /// Whether it can be reckoned with: whoever writes 1e999999999 would have it fill the memory.
  static boolean isOrdinary(BigDecimal value) {
    return value.abs().compareTo(Settings.LARGEST) <= 0;
  }

  /// As it is written in decimal, halves away from zero.
  static BigDecimal rounded(BigDecimal value, int decimals) {
    boolean nothing = value.signum() == 0 || (long) value.precision() - value.scale() < SMALLEST;
    return nothing
        ? BigDecimal.ZERO.setScale(decimals)
        : value.setScale(decimals, RoundingMode.HALF_UP);
  }

  @Override
  public Judgement judgeAnswer(Answer answer, List<ChoiceId> among) {
    if (!(answer instanceof Answer.Numeric(BigDecimal value))) {
      return Invalidity.otherKind(kind(), "number");
    }
    if (!isOrdinary(value)) {
      return Invalidity.outside("The number", "far away", "-10^15", "10^15");
    }
    BigDecimal number = rounded(value, decimals);
    if ((least != null && number.compareTo(least) < 0)
        || (most != null && number.compareTo(most) > 0)) {
      return Invalidity.outside(
          "The number",
          number.toPlainString(),
          least == null ? "-10^15" : least.toPlainString(),
          most == null ? "10^15" : most.toPlainString());
    }
    return countedAnswer(new Answer.Numeric(number), among);
  }

  @Override
  public Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among) {
    List<Wording> written =
        answer instanceof Answer.Numeric(BigDecimal value)
            ? List.of(Wording.exact(value.toPlainString()))
            : List.of();
    return Invalidity.written(answer, written);
  }

  @Override
  public Findings.Spread read(Results results, List<ChoiceId> among, boolean host) {
    SortedMap<BigDecimal, Long> people = new TreeMap<>();
    for (Entry each : results.entries()) {
      people.merge(new BigDecimal(each.text()), each.people(), Long::sum);
    }
    Quantiles values = new Quantiles(people);
    if (people.isEmpty()) {
      return new Findings.Spread(null, null, null, null, null, null, List.of());
    }
    return new Findings.Spread(
        people.firstKey(),
        values.at(1),
        values.at(2),
        values.at(3),
        people.lastKey(),
        values.mean(),
        people.size() <= MOST_BINS ? bins(people) : wideBins(people));
  }

  private static List<Findings.Bin> bins(SortedMap<BigDecimal, Long> people) {
    List<Findings.Bin> bins = new ArrayList<>();
    people.forEach((value, n) -> bins.add(new Findings.Bin(value, value, n)));
    return bins;
  }

  /// Numbers lie a step apart, to which they are rounded: so both ends of a bin can be in it, and
  /// the next one begins a step behind.
  private List<Findings.Bin> wideBins(SortedMap<BigDecimal, Long> people) {
    BigDecimal step = BigDecimal.ONE.movePointLeft(decimals);
    BigDecimal first = people.firstKey();
    BigDecimal steps =
        people.lastKey().subtract(first).movePointRight(decimals).add(BigDecimal.ONE);
    BigDecimal width =
        steps.divide(BigDecimal.valueOf(MOST_BINS), 0, RoundingMode.CEILING).multiply(step);
    List<Findings.Bin> bins = new ArrayList<>();
    for (BigDecimal from = first; from.compareTo(people.lastKey()) <= 0; from = from.add(width)) {
      BigDecimal next = from.add(width);
      long n = people.subMap(from, next).values().stream().mapToLong(Long::longValue).sum();
      bins.add(new Findings.Bin(from, next.subtract(step), n));
    }
    return bins;
  }
}
