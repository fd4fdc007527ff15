package org.pollard.poll;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;

/// Settings of a question as they were given, while they are read: what is wrong is noted, and what
/// nobody has asked for is wrong as well. Confined to one reading.
///
/// Kept they are lines of `name=value`, where a text begins with a quotation mark.
public final class Settings {

  /// Of a number that is given as a limit or as what is right.
  static final BigDecimal LARGEST = new BigDecimal("1000000000000000");

  private final Map<String, @Nullable Object> given;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();

  private Settings(Map<String, ? extends @Nullable Object> given) {
    this.given = new HashMap<>(given);
  }

  /// Settings as a call gives them: values are null, Boolean, String or a number.
  public static Settings of(Map<String, ? extends @Nullable Object> given) {
    return new Settings(given);
  }

  /// Settings as they were kept.
  static Settings kept(String text) {
    Map<String, Object> given = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        given.put(line.substring(0, equals), value(line.substring(equals + 1)));
      }
    }
    return new Settings(given);
  }

  private static Object value(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text.startsWith("\"") ? text.substring(1) : new BigDecimal(text);
    };
  }

  /// How these are kept; what is null is left out.
  static String kept(Map<String, ? extends @Nullable Object> settings) {
    StringJoiner lines = new StringJoiner("\n");
    settings.forEach(
        (name, value) -> {
          switch (value) {
            case null -> {}
            case String text -> lines.add(name + "=\"" + text);
            case BigDecimal number -> lines.add(name + "=" + number.toPlainString());
            default -> lines.add(name + "=" + value);
          }
        });
    return lines.toString();
  }

  /// The question of this kind; what is wrong with these is told by [#problems] afterwards.
  public Question read(Kind kind) {
    return kind.read(this);
  }

  /// Everything that is wrong, in sentences.
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    given.keySet().stream()
        .filter(each -> !known.contains(each))
        .sorted()
        .forEach(each -> all.add("settings: " + each + " is not known here."));
    return all;
  }

  /// Whether nothing was given that nobody has asked for by now.
  boolean areKnown() {
    return known.containsAll(given.keySet());
  }

  void problem(String sentence) {
    problems.add("settings: " + sentence);
  }

  boolean yesOrNo(String name) {
    Object value = value(name, false);
    if (value instanceof Boolean given) {
      return given;
    }
    problem(name + " must be true or false.");
    return false;
  }

  int whole(String name, int usual, int least, int most) {
    Integer value = maybeWhole(name, least, most);
    return value == null ? usual : value;
  }

  @Nullable Integer maybeWhole(String name, int least, int most) {
    BigDecimal value = maybeNumber(name);
    if (value == null) {
      return null;
    }
    if (value.stripTrailingZeros().scale() > 0
        || value.compareTo(BigDecimal.valueOf(least)) < 0
        || value.compareTo(BigDecimal.valueOf(most)) > 0) {
      problem(
          name
              + " is "
              + shown(value)
              + ", and must be a whole number from "
              + least
              + " to "
              + most
              + ".");
      return null;
    }
    return value.intValueExact();
  }

  @Nullable BigDecimal maybeNumber(String name) {
    Object value = value(name, null);
    if (value == null) {
      return null;
    }
    BigDecimal number = number(value);
    if (number == null || !NumberQuestion.isOrdinary(number)) {
      problem(name + " must be a number, at most 10^15.");
      return null;
    }
    return number.stripTrailingZeros();
  }

  private static @Nullable BigDecimal number(Object value) {
    try {
      return switch (value) {
        case BigDecimal exact -> exact;
        case Number other -> new BigDecimal(other.toString());
        default -> null;
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String shown(BigDecimal value) {
    return value.toPlainString();
  }

  String line(String name, int longest) {
    Object value = value(name, "");
    if (!(value instanceof String text)) {
      problem(name + " must be a text.");
      return "";
    }
    String normal = Wording.normal(text).orElse(null);
    if (normal == null) {
      problem(name + " " + PlainText.RULE + ".");
      return "";
    }
    if (!normal.isEmpty() && PlainText.looksEmpty(normal)) {
      problem(name + " must have characters that can be seen.");
      return "";
    }
    if (Wording.length(normal) > longest) {
      problem(
          name + " has " + Wording.length(normal) + " characters, and may have " + longest + ".");
      return "";
    }
    return normal;
  }

  private @Nullable Object value(String name, @Nullable Object usual) {
    known.add(name);
    Object value = given.get(name);
    return value == null ? usual : value;
  }
}
