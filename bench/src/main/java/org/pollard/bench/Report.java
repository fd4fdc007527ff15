package org.pollard.bench;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was measured, as a table on the screen and as JSON with what it takes to judge it: machine,
/// commit and command.
///
/// @param name also of the file
/// @param title what stands over the first column
record Report(String name, String title, List<Row> rows) {

  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  Report {
    rows = List.copyOf(rows);
  }

  /// One measurement.
  record Row(String what, Load.Result result) {}

  void print() {
    System.out.printf(
        "%-14s %10s %9s %9s %9s  %s%n",
        title, "answers/s", "p50 ms", "p99 ms", "max ms", "answers by status");
    for (Row row : rows) {
      Load.Result result = row.result();
      System.out.printf(
          Locale.ROOT,
          "%-14s %10.0f %9.2f %9.2f %9.2f  %s%n",
          row.what(),
          result.perSecond(),
          result.percentileMillis(50),
          result.percentileMillis(99),
          result.maxMillis(),
          result.statuses());
    }
  }

  /// Writes `<folder>/<name>.json`.
  void write(Path folder) {
    Map<String, Object> report =
        Map.of(
            "name", name,
            "title", title,
            "at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            "commit", System.getProperty("pollard.commit", "unknown"),
            "command", "bin/bench",
            "machine",
                Map.of(
                    "processors", Runtime.getRuntime().availableProcessors(),
                    "os", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    "java",
                        System.getProperty("java.vendor")
                            + " "
                            + System.getProperty("java.version")),
            "rows", rows.stream().map(Report::drawn).toList());
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(report) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> drawn(Row row) {
    Load.Result result = row.result();
    return Map.of(
        "what", row.what(),
        "answersPerSecond", Math.round(result.perSecond()),
        "p50Millis", result.percentileMillis(50),
        "p99Millis", result.percentileMillis(99),
        "maxMillis", result.maxMillis(),
        "seconds", result.took().toMillis() / 1e3,
        "statuses", result.statuses());
  }
}
