package org.pollard.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.pollard.torture.Options.Database;
import org.pollard.torture.Violation.Kind;

/// The torture of one database: laps of voting, each judged at its end, and all of them once more
/// when the servers are stopped, since what an early lap acknowledged has to survive the later
/// blows too.
record Trial(Database database, Path folder, Duration voting, long seed, int voters) {

  private static final int BLOWS_A_LAP = 3;

  Outcome run() throws Exception {
    String name = database.name().toLowerCase(Locale.ROOT);
    Files.createDirectories(folder);
    Random random = new Random(seed);
    Client client = new Client();
    List<History> histories = new ArrayList<>();
    List<String> strange = new ArrayList<>();
    Set<Violation> violations = new LinkedHashSet<>();
    String url;
    try (Progress progress = new Progress(name)) {
      try (Site site = database.site(folder);
          AtExit _ = AtExit.close(site)) {
        site.start();
        url = site.url();
        Hall hall = Hall.fill(client, site.nodes().getFirst(), url, voters);
        long lap = BLOWS_A_LAP * site.betweenBlows().toMillis();
        long laps = Math.max(1, Math.round((double) voting.toMillis() / lap));
        for (int i = 0; i < laps; i++) {
          Lap.Result result =
              new Lap(site, client, hall, progress, random.nextLong()).run(voting.dividedBy(laps));
          histories.add(result.history());
          violations.addAll(result.violations());
          strange.addAll(result.strange());
          progress.violations.add(result.violations().size());
        }
        site.nodes().forEach(Node::stop);
        violations.addAll(Rules.check(History.of(histories), Stored.inDatabase(url)));
        Stored.damage(url)
            .forEach(each -> violations.add(Violation.of(Kind.DAMAGE, each, List.of())));
      }
      return new Outcome(
          name,
          progress.elapsed().toMillis() / 1e3,
          voters,
          History.of(histories),
          progress.blows(),
          client.counts(),
          strange,
          List.copyOf(violations));
    }
  }

  /// Whoever interrupts the torture must not leave servers behind.
  private record AtExit(Thread hook) implements AutoCloseable {

    static AtExit close(Site site) {
      Thread hook =
          new Thread(
              () -> {
                try {
                  site.close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      Runtime.getRuntime().addShutdownHook(hook);
      return new AtExit(hook);
    }

    @Override
    public void close() {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
