package org.pollard.course;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A class list as people paste it: one person a line, the name first, then the name to sign in
/// with, apart by a tab, a comma or a semicolon, or as `Ada Lovelace <ada@example.org>`. One word
/// is both. Immutable.
public record Roster(List<Entry> entries) {

  private static final Pattern ADDRESS = Pattern.compile("(.*)<([^<>]+)>\\s*");
  private static final Pattern COLUMNS = Pattern.compile("\\s*[\\t,;]\\s*");

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
    Matcher address = ADDRESS.matcher(line);
    if (address.matches()) {
      String login = address.group(2).strip();
      String name = address.group(1).strip().replace("\"", "");
      return new Entry(name.isEmpty() ? login : name, login);
    }
    String[] columns = COLUMNS.split(line, 3);
    if (columns.length == 1) {
      return new Entry(line, line);
    }
    return columns[0].isEmpty()
        ? new Entry(columns[1], columns[1])
        : new Entry(columns[0], columns[1].isEmpty() ? columns[0] : columns[1]);
  }
}
