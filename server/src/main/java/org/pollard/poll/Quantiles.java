package org.pollard.poll;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Mean, median and quartiles of values that people gave, from how many gave each. Costs the number
/// of different values.
final class Quantiles {

  private static final int DECIMALS = 2;
  private static final int QUARTERS = 4;

  private final SortedMap<BigDecimal, Long> people;
  private final long all;

  /// @param people how many gave each value, at least one each
  Quantiles(SortedMap<BigDecimal, Long> people) {
    this.people = people;
    this.all = people.values().stream().mapToLong(Long::longValue).sum();
  }

  long people() {
    return all;
  }

  @Nullable BigDecimal mean() {
    if (all == 0) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<BigDecimal, Long> each : people.entrySet()) {
      sum = sum.add(each.getKey().multiply(BigDecimal.valueOf(each.getValue())));
    }
    return sum.divide(BigDecimal.valueOf(all), DECIMALS, RoundingMode.HALF_UP);
  }

  /// Linear between neighbours, at 1 + quarters · (n - 1) / 4 from 1: for the median of an even
  /// number the mean of the two in the middle.
  @Nullable BigDecimal at(int quarters) {
    if (all == 0) {
      return null;
    }
    long steps = (all - 1) * quarters;
    BigDecimal lower = value(steps / QUARTERS);
    long rest = steps % QUARTERS;
    BigDecimal exact =
        rest == 0
            ? lower
            : lower.add(
                value(steps / QUARTERS + 1)
                    .subtract(lower)
                    .multiply(BigDecimal.valueOf(rest))
                    .divide(BigDecimal.valueOf(QUARTERS)));
    return exact.setScale(DECIMALS, RoundingMode.HALF_UP);
  }

  private BigDecimal value(long place) {
    long before = 0;
    for (Map.Entry<BigDecimal, Long> each : people.entrySet()) {
      before += each.getValue();
      if (place < before) {
        return each.getKey();
      }
    }
    throw new IllegalArgumentException(place + " of " + all);
  }
}
