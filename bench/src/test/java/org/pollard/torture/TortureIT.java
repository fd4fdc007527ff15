package org.pollard.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.torture.Options.Database;

/// A short torture of both databases, PostgreSQL with a standby that takes over once; `bin/torture`
/// runs longer ones.
@NullMarked
class TortureIT {

  private static final Duration VOTING = Duration.ofSeconds(14);
  private static final int VOTERS = 1_500;

  @Test
  @Timeout(300)
  void nothing_is_lost_or_counted_twice_under_kills_a_full_disk_cuts_and_a_failover()
      throws Exception {
    long seed = Long.getLong("pollard.seed", 1);

    List<Outcome> outcomes =
        Torture.run(
            new Options(
                VOTING,
                seed,
                Database.EVERYWHERE,
                VOTERS,
                Path.of("target", "torture", Long.toString(seed)).toAbsolutePath()));

    assertThat(outcomes)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.violations()).isEmpty();
              assertThat(outcome.strange()).isEmpty();
              assertThat(outcome.acknowledged()).isGreaterThan(100);
              assertThat(outcome.history().seen()).isNotEmpty();
            });
    assertThat(outcomes.getFirst().blows()).containsOnlyKeys("server killed", "disk full");
    assertThat(outcomes.getLast().blows())
        .containsOnlyKeys("server killed", "connections cut", "database killed", "primary lost");
  }
}
