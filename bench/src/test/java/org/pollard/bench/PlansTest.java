package org.pollard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The page that plans says what the program computes of what was measured.
@NullMarked
class PlansTest {

  @Test
  void the_page_has_the_plans_of_the_newest_results() throws IOException {
    Path root = Path.of("..");

    assertThat(Files.readAllLines(root.resolve("docs/scale.md")))
        .containsSubsequence(Plans.of(root.resolve("bench/results")).table());
  }

  @Test
  void twice_the_voters_take_no_less() {
    Plans plans = new Plans(10_000, 1e-4, 1e-5, 20);

    for (long voters = 100; voters < 50_000_000; voters *= 2) {
      Plans.Plan one = plans.of(voters);
      Plans.Plan two = plans.of(2 * voters);
      assertThat(two.peakVotes()).isEqualTo(2 * one.peakVotes());
      assertThat(two.databases()).isGreaterThanOrEqualTo(one.databases());
    }
  }
}
