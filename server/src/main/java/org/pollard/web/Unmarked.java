package org.pollard.web;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What hosts write, without the signs that mark emphasis, code and formulas: for files, where
/// nothing is drawn. What is marked is what the pages take for marked (`shared/written.ts`).
final class Unmarked {

  /// Longer ones stay as they are: looking for marks takes the square of it.
  private static final int MOST = 4_000;

  private static final Pattern MARKED =
      Pattern.compile(
          String.join(
              "|",
              "\\\\(?<plain>[\\\\*`$])",
              "^```[^\\n]*\\n(?<block>[\\s\\S]*?)\\n?```[ \\t]*$",
              "(?<ticks>`+)(?<code>[^`\\n](?:[^\\n]*?[^`\\n])??)\\k<ticks>(?!`)",
              "\\$\\$(?<shown>[^$]+)\\$\\$",
              "\\$(?<formula>[^\\s$](?:[^$\\n]*[^\\s$\\\\])?)\\$(?!\\d)",
              "\\*\\*(?<strong>[^\\s*](?:[^\\n]*?[^\\s])??)\\*\\*(?![\\p{L}\\p{N}*])",
              "\\*(?<em>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\p{L}\\p{N}*])"),
          Pattern.MULTILINE | Pattern.UNIX_LINES);

  private static final List<String> WITHIN = List.of("plain", "block", "code");
  private static final List<String> FORMULAS = List.of("shown", "formula");
  private static final List<String> EMPHASIS = List.of("strong", "em");

  private Unmarked() {}

  static String of(String text) {
    return text.length() > MOST ? text : read(text);
  }

  private static String read(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Matcher marked = MARKED.matcher(text);
    int done = 0;
    int from = 0;
    while (marked.find(from)) {
      from = marked.end();
      String emphasis = first(marked, EMPHASIS);
      if (emphasis != null && isInWord(text, marked.start())) {
        from = marked.start() + 1;
        continue;
      }
      plain.append(text, done, marked.start());
      done = from;
      String formula = first(marked, FORMULAS);
      String within = first(marked, WITHIN);
      plain.append(
          emphasis != null ? read(emphasis) : formula != null ? Tex.flat(formula) : within);
    }
    return plain.append(text, done, text.length()).toString();
  }

  private static @Nullable String first(MatchResult match, List<String> groups) {
    for (String each : groups) {
      String found = match.group(each);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// Whether a star stands behind a letter, a digit or another star, where it marks nothing.
  private static boolean isInWord(String text, int at) {
    if (at == 0) {
      return false;
    }
    int before = text.codePointBefore(at);
    return before == '*' || Character.isLetter(before) || isNumber(before);
  }

  private static boolean isNumber(int sign) {
    return switch (Character.getType(sign)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /// Formulas in characters, as far as they go.
  private static final class Tex {

    private static final Map<String, String> SIGNS =
        Map.ofEntries(
            Map.entry("cdot", "·"),
            Map.entry("times", "×"),
            Map.entry("div", "÷"),
            Map.entry("pm", "±"),
            Map.entry("mp", "∓"),
            Map.entry("le", "≤"),
            Map.entry("leq", "≤"),
            Map.entry("ge", "≥"),
            Map.entry("geq", "≥"),
            Map.entry("ne", "≠"),
            Map.entry("neq", "≠"),
            Map.entry("approx", "≈"),
            Map.entry("infty", "∞"),
            Map.entry("to", "→"),
            Map.entry("rightarrow", "→"),
            Map.entry("Rightarrow", "⇒"),
            Map.entry("sum", "∑"),
            Map.entry("int", "∫"),
            Map.entry("in", "∈"),
            Map.entry("circ", "°"),
            Map.entry("ldots", "…"),
            Map.entry("dots", "…"),
            Map.entry("cdots", "…"),
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("gamma", "γ"),
            Map.entry("delta", "δ"),
            Map.entry("Delta", "Δ"),
            Map.entry("epsilon", "ε"),
            Map.entry("lambda", "λ"),
            Map.entry("mu", "μ"),
            Map.entry("pi", "π"),
            Map.entry("rho", "ρ"),
            Map.entry("sigma", "σ"),
            Map.entry("Sigma", "Σ"),
            Map.entry("phi", "φ"),
            Map.entry("omega", "ω"),
            Map.entry("Omega", "Ω"),
            Map.entry("theta", "θ"));

    /// What only says how it looks.
    private static final Pattern LOOKS =
        Pattern.compile(
            "\\\\(?:left|right|big|Big|displaystyle|limits|quad|qquad)(?![A-Za-z])|\\\\[,;:! ]");

    private static final Pattern NAMED =
        Pattern.compile("\\\\(?:text|mathrm|mathbf|mathit|operatorname)\\s*\\{([^{}]*)\\}");
    private static final Pattern FRACTION =
        Pattern.compile("\\\\[dt]?frac\\s*\\{([^{}]*)\\}\\s*\\{([^{}]*)\\}");
    private static final Pattern ROOT = Pattern.compile("\\\\sqrt\\s*\\{([^{}]*)\\}");
    private static final Pattern RAISED = Pattern.compile("\\^(?:\\{([23])\\}|([23]))");
    private static final Pattern MOVED = Pattern.compile("([_^])\\{([^{}]*)\\}");
    private static final Pattern SIGN = Pattern.compile("\\\\([A-Za-z]+)");
    private static final Pattern ATOM = Pattern.compile("[\\p{L}\\p{N}.,]*");

    /// So deep what stands in each other is read.
    private static final int DEPTH = 4;

    private Tex() {}

    static String flat(String tex) {
      String text = NAMED.matcher(LOOKS.matcher(tex).replaceAll(" ")).replaceAll("$1");
      for (int i = 0; i < DEPTH; i++) {
        text = RAISED.matcher(text).replaceAll(Tex::raised);
        text = MOVED.matcher(text).replaceAll(each -> literal(each.group(1) + whole(each, 2)));
        text = ROOT.matcher(text).replaceAll(each -> literal("√" + whole(each, 1)));
        text =
            FRACTION
                .matcher(text)
                .replaceAll(each -> literal(whole(each, 1) + "/" + whole(each, 2)));
      }
      return SIGN.matcher(text)
          .replaceAll(each -> literal(SIGNS.getOrDefault(each.group(1), each.group(1))))
          .replaceAll("\\\\(.)", "$1")
          .replaceAll("[{}]", "")
          .replaceAll("\\s+", " ")
          .strip();
    }

    private static String raised(MatchResult each) {
      String digit = each.group(1) == null ? each.group(2) : each.group(1);
      return "2".equals(digit) ? "²" : "³";
    }

    private static String whole(MatchResult each, int group) {
      String part = each.group(group);
      return ATOM.matcher(part).matches() ? part : "(" + part + ")";
    }

    private static String literal(String text) {
      return Matcher.quoteReplacement(text);
    }
  }
}
