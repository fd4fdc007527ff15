package org.pollard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// `bin/bench`: measures the packaged server over HTTP. Each benchmark prints a table, which also
/// goes to `bench/results`.
public final class Bench {

  private static final Path RESULTS = Path.of("bench", "results");

  private interface Benchmark {
    void run(Path folder, Report report) throws Exception;
  }

  private static final List<Named> ALL =
      List.of(
          new Named(
              "votes", "Acknowledged votes a second (more is better)", "perSecond", Votes::run),
          new Named(
              "pair",
              "Acknowledged votes a second, two versions in turn (more is better)",
              "perSecond",
              Pair::run),
          new Named(
              "burst",
              "10,000 voters within a second: p99 to the acknowledgement, ms (less is better)",
              "p99Millis",
              Burst::run),
          new Named(
              "viewers",
              "Acknowledgement to viewer while 2,000 vote a second: p99, ms (less is better)",
              "ackToViewerP99Millis",
              Viewers::run),
          new Named(
              "wall",
              "A wall of texts for 2,000 viewers: acknowledgement to viewer, p99, ms (less is better)",
              "ackToViewerP99Millis",
              Wall::run),
          new Named(
              "growth",
              "Cost of a vote in the store as a session grows, microseconds (less is better)",
              "storeMicrosPerVote",
              Growth::run),
          new Named(
              "large",
              "Votes beside large work: p99 to the acknowledgement, ms (less is better)",
              "p99Millis",
              Large::run),
          new Named(
              "migrate",
              "An older database with a million votes made a new one, seconds (less is better)",
              "seconds",
              Migration::run),
          new Named(
              "meetings",
              "Client sockets that all vote within 2 s: the last sees the end, ms (less is better)",
              "lastSeesFinalMillis",
              Meetings::run),
          new Named(
              "nodes",
              "Processor time of the nodes for a vote, microseconds (less is better)",
              "cpuMicrosPerVote",
              Nodes::run),
          new Named(
              "cache",
              "Answers a second of a proxy's cache for each that the server gives (more is better)",
              "answersPerRequestToServer",
              Cache::run),
          new Named(
              "way", "Source files through which a vote goes (less is better)", "files", Way::run));

  private record Named(String name, String title, String column, Benchmark benchmark) {}

  Bench() {}

  /// Runs some of it.
  ///
  /// @param args names of benchmarks that `bin/bench` has checked; none means all
  public static void main(String[] args) throws Exception {
    List<String> wanted = List.of(args);
    if (wanted.equals(List.of("plans"))) {
      Plans.of(RESULTS).table().forEach(System.out::println);
      return;
    }
    for (Named each : ALL) {
      if (wanted.isEmpty() ? !each.name().equals("pair") : wanted.contains(each.name())) {
        run(each);
      }
    }
  }

  private static void run(Named each) throws Exception {
    Path folder = Files.createTempDirectory("pollard-bench");
    try {
      Report report = new Report(each.name());
      each.benchmark().run(folder, report);
      report.print();
      report.write(RESULTS, each.title(), each.column());
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
