package org.pollard.canvas.params;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a parameter reads as a whole number of 32 bits. Like Rails, a text counts by the digits it
/// begins with and a fraction is cut off. Immutable.
public sealed interface Whole {
  /// Not given, or not a scalar: leave what is there.
  record Absent() implements Whole {}

  /// Null, blank or without digits: there is no number from now on.
  record Unset() implements Whole {}

  record Is(int value) implements Whole {}

  /// A number, but beyond 32 bits: to be refused.
  record OutOfRange() implements Whole {}

  static Whole of(@Nullable Param param) {
    return switch (param) {
      case Param.Text text -> ofText(text.value());
      case Param.Num number -> ofLiteral(number.literal());
      case Param.Bool _ -> new Unset();
      case Param.Nil _ -> new Unset();
      case null, default -> new Absent();
    };
  }

  private static Whole ofText(String text) {
    Matcher digits = Digits.FIRST.matcher(text);
    return digits.lookingAt() ? ofLiteral(digits.group(1)) : new Unset();
  }

  private static Whole ofLiteral(String literal) {
    // Ten digits are enough for 32 bits; looking first keeps 1e999999999 from becoming a number of
    // a billion
    // digits.
    if (literal.length() > Digits.LONGEST) {
      return new OutOfRange();
    }
    BigDecimal number;
    try {
      number = new BigDecimal(literal);
    } catch (NumberFormatException exponentTooLarge) {
      return new OutOfRange();
    }
    long digitsBeforePoint = (long) number.precision() - number.scale();
    if (number.signum() == 0 || digitsBeforePoint <= 0) {
      return new Is(0);
    }
    if (digitsBeforePoint > 10) {
      return new OutOfRange();
    }
    long value = number.longValue();
    return value == (int) value ? new Is((int) value) : new OutOfRange();
  }

  /// Holds the limits apart from the type, whose constants would be public.
  final class Digits {
    private static final Pattern FIRST = Pattern.compile("\\p{IsWhite_Space}*+([+-]?[0-9]++)");
    private static final int LONGEST = 100;

    private Digits() {}
  }
}
