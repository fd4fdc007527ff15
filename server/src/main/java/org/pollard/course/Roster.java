package org.pollard.course;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A class list as people paste it: one person a line, the name first, then the name to sign in
/// with, apart by a tab, a comma or a semicolon, or as `Ada Lovelace <ada@example.org>`. One word
/// is both. Immutable.
///
/// Read by hand and in one pass: a pattern that skips blanks before a separator tries again at
/// every one of them, and a line of blanks alone would keep a processor busy for minutes.
public record Roster(List<Entry> entries) {

  public Roster {
    entries = List.copyOf(entries);
  }

  /// One person.
  public record Entry(String name, String login) {}

  /// Reads what was pasted. Empty lines, and people who stand there twice, are left out.
  public static Roster of(String text) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String line : text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
      Entry entry = entry(line);
      entries.putIfAbsent(entry.login().toLowerCase(Locale.ROOT), entry);
    }
    return new Roster(new ArrayList<>(entries.values()));
  }

  private static Entry entry(String line) {
    int open = line.lastIndexOf('<');
    if (open >= 0 && line.indexOf('>', open) == line.length() - 1 && open + 2 < line.length()) {
      String login = line.substring(open + 1, line.length() - 1).strip();
      String name = line.substring(0, open).strip().replace("\"", "");
      return new Entry(name.isEmpty() ? login : name, login);
    }
    int first = separator(line, 0);
    if (first == line.length()) {
      return new Entry(line, line);
    }
    String name = line.substring(0, first).strip();
    String login = line.substring(first + 1, separator(line, first + 1)).strip();
    return name.isEmpty()
        ? new Entry(login, login)
        : new Entry(name, login.isEmpty() ? name : login);
  }

  /// Where the next column ends.
  private static int separator(String line, int from) {
    int at = from;
    while (at < line.length() && "\t,;".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
