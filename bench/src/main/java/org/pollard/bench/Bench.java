package org.pollard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// `bin/bench`: measures the packaged server over HTTP and prints a table, which also goes to
/// `bench/results`.
public final class Bench {

  Bench() {}

  /// @param args names of benchmarks; none means all
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("pollard-bench");
    try {
      Report report = new Report("votes");
      Votes.run(folder, report);
      report.print();
      report.write(Path.of("bench", "results"));
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
