package org.pollard.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.pollard.torture.Options.Database;

/// A short torture of three servers on two machines of PostgreSQL; `bin/torture --cluster` runs
/// longer ones. It waits for several failovers, each of which takes as long as Patroni's patience,
/// so it runs only where it is asked for: `-Dpollard.cluster=true`.
@NullMarked
@EnabledIfSystemProperty(named = "pollard.cluster", matches = "true")
class ClusterIT {

  private static final Duration VOTING = Duration.ofSeconds(60);
  private static final int VOTERS = 1_500;

  @Test
  @Timeout(900)
  void nothing_is_lost_counted_twice_or_late_when_the_primary_dies_or_is_cut_off()
      throws Exception {
    String missing = Installed.missingForCluster().orElse("");
    assumeTrue(missing.isEmpty(), missing);
    long seed = Long.getLong("pollard.seed", 1);

    List<Outcome> outcomes =
        Torture.run(
            new Options(
                VOTING,
                seed,
                List.of(Database.CLUSTER),
                VOTERS,
                Path.of("target", "torture-cluster", Long.toString(seed)).toAbsolutePath()));

    assertThat(outcomes)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.violations()).isEmpty();
              assertThat(outcome.strange()).isEmpty();
              assertThat(outcome.acknowledged()).isGreaterThan(100);
            });
  }
}
