package org.pollard.bench;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// What was measured, as a table on the screen and as JSON with what it takes to judge it: machine,
/// commit and command. Confined to one thread.
final class Report {

  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  private final String name;
  private final List<Row> rows = new ArrayList<>();

  /// One measurement.
  ///
  /// @param numbers by their names, which carry the unit
  record Row(String what, SequencedMap<String, Double> numbers) {}

  /// @param name of the benchmark, and of the file
  Report(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  List<Row> rows() {
    return rows;
  }

  /// Adds a row of its own kind; what follows a name is its number.
  void add(String what, SequencedMap<String, Double> numbers) {
    Row row = new Row(what, numbers);
    rows.add(row);
    System.err.println("  " + what + " " + shown(numbers));
  }

  void print() {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.numbers().keySet()));
    int widest = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(pad(name, widest));
    columns.forEach(each -> text.append("  ").append(each));
    for (Row row : rows) {
      text.append('\n').append(pad(row.what(), widest));
      for (String column : columns) {
        Double number = row.numbers().get(column);
        text.append("  ").append(padLeft(number == null ? "" : shown(number), column.length()));
      }
    }
    System.out.println(text.append('\n'));
  }

  /// Writes `<folder>/<name>.json`, and a chart of one number beside it.
  ///
  /// @param title says what the bars mean, with the unit
  /// @param column the number that is drawn
  void write(Path folder, String title, String column) {
    SequencedMap<String, Object> report = new LinkedHashMap<>();
    report.put("name", name);
    report.put("command", "bin/bench " + name);
    report.put("commit", System.getProperty("pollard.commit", "unknown"));
    report.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    report.put("machine", Machine.described());
    report.put("rows", rows.stream().map(Report::drawn).toList());
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(report) + "\n");
      Files.writeString(folder.resolve(name + ".svg"), Chart.of(title, column, rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> drawn(Row row) {
    Map<String, Object> drawn = new LinkedHashMap<>();
    drawn.put("what", row.what());
    row.numbers().forEach((name, number) -> drawn.put(name, rounded(number)));
    return drawn;
  }

  private static String shown(Map<String, Double> numbers) {
    StringBuilder text = new StringBuilder();
    numbers.forEach(
        (name, number) -> text.append(' ').append(name).append('=').append(shown(number)));
    return text.toString();
  }

  private static Number rounded(double number) {
    return Math.abs(number) >= 100 ? Math.round(number) : Math.round(number * 1000) / 1000.0;
  }

  static String shown(double number) {
    return Math.abs(number) >= 100
        ? String.format(Locale.ROOT, "%,d", Math.round(number))
        : String.format(Locale.ROOT, "%.2f", number);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
