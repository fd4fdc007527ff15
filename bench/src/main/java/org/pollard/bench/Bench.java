package org.pollard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// `bin/bench`: measures the packaged server over HTTP and prints a table, which also goes to
/// `bench/results`.
public final class Bench {

  private static final int CONNECTIONS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final int STUDENTS = 400_000;
  private static final String FORM = "application/x-www-form-urlencoded";

  Bench() {}

  /// Runs all of it.
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("pollard-bench");
    try {
      run(folder);
    } finally {
      remove(folder);
    }
  }

  private static void run(Path folder) {
    String url = "jdbc:sqlite:" + folder.resolve("pollard.db");
    ServerProcess.start(folder, Map.of()).close();
    System.err.println("Filling the database with " + STUDENTS + " students …");
    Stock stock = Stock.fill(url, STUDENTS, false);
    List<String> few = stock.students().subList(0, CONNECTIONS);
    Iterator<String> voters = shuffled(stock.students().subList(CONNECTIONS, STUDENTS)).iterator();
    Random random = new Random(7);
    List<Report.Row> results = new ArrayList<>();
    try (ServerProcess server = ServerProcess.start(folder, Map.of())) {
      Load load = new Load(server.base(), CONNECTIONS);
      Load.Requests session =
          connection -> Load.request("GET", stock.sessionPath(), few.get(connection), "", "");
      Load.Requests polls =
          connection -> Load.request("GET", "/api/v1/polls", few.get(connection), "", "");
      Load.Requests vote =
          _ ->
              voters.hasNext()
                  ? Load.request(
                      "POST",
                      stock.sessionPath() + "/poll_submissions",
                      voters.next(),
                      FORM,
                      "poll_submissions[][poll_choice_id]="
                          + stock.choices().get(random.nextInt(4)))
                  : null;
      results.add(measured("GET session", load, session));
      results.add(measured("GET polls", load, polls));
      results.add(measured("POST vote", load, vote));
    }
    Report report = new Report("canvas", CONNECTIONS + " clients", results);
    report.print();
    report.write(Path.of("bench", "results"));
  }

  private static Report.Row measured(String name, Load load, Load.Requests requests) {
    System.err.println(name + " …");
    load.run(requests, WARM_UP);
    return new Report.Row(name, load.run(requests, MEASURED));
  }

  private static List<String> shuffled(List<String> tokens) {
    List<String> shuffled = new ArrayList<>(tokens);
    Collections.shuffle(shuffled, new Random(42));
    return shuffled;
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
