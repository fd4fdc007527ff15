package org.pollard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// docs/rights.md: prose, and in each section of [RightsSection] a table with a row for each route
/// and a column for all callers who are answered alike. Immutable.
@NullMarked
record RightsPage(List<String> lines) {

  /// What stands in a cell for being let in; otherwise the status of the refusal does.
  static final String IN = "✓";

  private static final String HEAD = "| call |";

  /// One line of a table.
  record Row(RightsSection section, String method, String template) {

    static Row of(RightsSection section, Route route) {
      return new Row(section, route.method(), route.template());
    }

    private String words() {
      return "`" + method + " " + template.substring(section.base().length()) + "`";
    }
  }

  static RightsPage read(Path file) throws IOException {
    return new RightsPage(Files.readAllLines(file));
  }

  /// Every cell of every table.
  ///
  /// @throws AssertionError when a table cannot be read or leaves a caller out
  Map<Row, Map<RightsCaller, String>> cells() {
    Map<Row, Map<RightsCaller, String>> all = new LinkedHashMap<>();
    RightsSection section = null;
    List<List<RightsCaller>> columns = List.of();
    for (String line : lines) {
      if (line.startsWith("#")) {
        section = section(line);
        columns = List.of();
      } else if (section != null && line.startsWith(HEAD)) {
        columns = columns(line);
      } else if (section != null && !columns.isEmpty() && line.startsWith("| `")) {
        List<String> cells = split(line);
        String[] call = cells.getFirst().replace("`", "").split(" ", 2);
        Row row = new Row(section, call[0], section.base() + call[1]);
        if (all.put(row, cells(line, columns, cells)) != null) {
          throw new AssertionError("twice: " + line);
        }
      }
    }
    return all;
  }

  /// What the page's legend says of callers, by their words.
  Set<String> legend() {
    return lines.stream()
        .dropWhile(line -> !line.equals("## Callers"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("| ") && !line.startsWith("| caller "))
        .map(line -> split(line).getFirst())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static @Nullable RightsSection section(String line) {
    return RightsSection.of(line.replaceFirst("^#+ ", "")).orElse(null);
  }

  private static List<List<RightsCaller>> columns(String line) {
    List<List<RightsCaller>> columns = new ArrayList<>();
    Set<RightsCaller> named = new TreeSet<>();
    for (String cell : split(line).stream().skip(1).toList()) {
      List<RightsCaller> column = new ArrayList<>();
      for (String words : cell.split("<br>", -1)) {
        RightsCaller caller =
            RightsCaller.of(words)
                .orElseThrow(() -> new AssertionError("nobody is a " + words + ": " + line));
        if (!named.add(caller)) {
          throw new AssertionError(words + " stands twice in " + line);
        }
        column.add(caller);
      }
      columns.add(column);
    }
    if (named.size() < RightsCaller.values().length) {
      throw new AssertionError("somebody is missing in " + line);
    }
    return columns;
  }

  private static Map<RightsCaller, String> cells(
      String line, List<List<RightsCaller>> columns, List<String> cells) {
    if (cells.size() != columns.size() + 1) {
      throw new AssertionError("not as many cells as columns: " + line);
    }
    Map<RightsCaller, String> row = new EnumMap<>(RightsCaller.class);
    for (int i = 0; i < columns.size(); i++) {
      for (RightsCaller each : columns.get(i)) {
        row.put(each, cells.get(i + 1));
      }
    }
    return row;
  }

  private static List<String> split(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(String::strip)
        .toList();
  }

  /// The same page with tables of what was seen.
  RightsPage with(Map<Row, Map<RightsCaller, String>> seen) {
    List<String> written = new ArrayList<>();
    boolean inTable = false;
    RightsSection section = null;
    for (String line : lines) {
      if (line.startsWith("#")) {
        section = section(line);
      }
      if (section != null && line.startsWith(HEAD)) {
        inTable = true;
        written.addAll(table(section, seen));
      }
      inTable = inTable && line.startsWith("|");
      if (!inTable) {
        written.add(line);
      }
    }
    return new RightsPage(written);
  }

  private static List<String> table(
      RightsSection section, Map<Row, Map<RightsCaller, String>> seen) {
    List<Row> rows = seen.keySet().stream().filter(row -> row.section() == section).toList();
    Map<List<@Nullable String>, List<RightsCaller>> columns = new LinkedHashMap<>();
    for (RightsCaller caller : RightsCaller.values()) {
      List<@Nullable String> answers = new ArrayList<>();
      rows.forEach(row -> answers.add(seen.getOrDefault(row, Map.of()).get(caller)));
      columns.computeIfAbsent(answers, _ -> new ArrayList<>()).add(caller);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        HEAD
            + columns.values().stream()
                .map(
                    column ->
                        column.stream()
                            .map(RightsCaller::words)
                            .collect(Collectors.joining("<br>", " ", " |")))
                .collect(Collectors.joining()));
    lines.add("|---|" + "---|".repeat(columns.size()));
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder line = new StringBuilder("| " + rows.get(i).words() + " |");
      for (List<@Nullable String> column : columns.keySet()) {
        line.append(' ').append(column.get(i)).append(" |");
      }
      lines.add(line.toString());
    }
    return lines;
  }

  void write(Path file) throws IOException {
    Files.write(file, lines);
  }
}
