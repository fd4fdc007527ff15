package org.pollard.people;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A name that may bear a number, such as `Anna (2)`, by which two of one name are told apart.
/// Immutable.
///
/// @param plain the name without its number
public record NumberedName(String whole, String plain) {

  private static final Pattern FORM = Pattern.compile("(.*\\S) \\(\\d{1,4}\\)", Pattern.DOTALL);

  public static NumberedName of(String name) {
    Matcher numbered = FORM.matcher(name);
    return new NumberedName(name, numbered.matches() ? numbered.group(1) : name);
  }

  /// The name as it is, or with the smallest number with which nobody else has it.
  ///
  /// @param taken as `folded` gives them
  /// @param folded a name without what makes no difference
  public String besides(Set<String> taken, UnaryOperator<String> folded) {
    String name = whole;
    for (int number = 2; taken.contains(folded.apply(name)); number++) {
      name = plain + " (" + number + ")";
    }
    return name;
  }
}
