package org.pollard.torture;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.pollard.torture.Options.Database;

/// `bin/torture`: tortures the packaged server and says whether anything was lost.
public final class Torture {

  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
  private static final int MOST_PRINTED = 20;

  Torture() {}

  /// Ends with 1 when a promise was broken.
  public static void main(String[] args) throws Exception {
    Options options = Options.of(args);
    List<Outcome> outcomes = run(options);
    System.exit(outcomes.stream().allMatch(each -> each.violations().isEmpty()) ? 0 : 1);
  }

  /// One outcome a database, printed and written to the folder.
  static List<Outcome> run(Options options) throws Exception {
    remove(options.folder());
    System.out.printf("Torturing with seed %d in %s%n", options.seed(), options.folder());
    List<Outcome> outcomes = new ArrayList<>();
    for (Database database : options.databases()) {
      Path folder = options.folder().resolve(database.name().toLowerCase(Locale.ROOT));
      Outcome outcome =
          new Trial(
                  database,
                  folder,
                  options.voting().dividedBy(options.databases().size()),
                  options.seed(),
                  options.voters())
              .run();
      outcomes.add(outcome);
      System.out.println(outcome.summary());
      if (outcome.violations().isEmpty()) {
        removeData(folder);
      } else {
        outcome.violations().stream().limit(MOST_PRINTED).forEach(System.out::println);
        System.out.printf("seed %d, evidence in %s%n", options.seed(), folder);
        Files.write(folder.resolve("history.txt"), outcome.history().lines());
      }
    }
    write(options, outcomes);
    return outcomes;
  }

  private static void write(Options options, List<Outcome> outcomes) throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    result.put("commit", System.getProperty("pollard.commit", "unknown"));
    result.put("seed", options.seed());
    result.put("votingSeconds", options.voting().toMillis() / 1e3);
    result.put("processors", Runtime.getRuntime().availableProcessors());
    result.put("databases", outcomes.stream().map(Outcome::drawn).toList());
    Files.writeString(
        options.folder().resolve("result.json"), JSON.writeValueAsString(result) + "\n");
  }

  /// The logs stay.
  private static void removeData(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path each : inside.filter(Files::isDirectory).toList()) {
        remove(each);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
