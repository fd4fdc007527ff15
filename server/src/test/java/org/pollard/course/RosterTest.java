package org.pollard.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.course.Roster.Entry;

class RosterTest {

  @Test
  void people_stand_one_a_line_in_the_forms_that_are_pasted() {
    Roster roster =
        Roster.of(
            """
            Ada Lovelace, ada@example.org
            Grace Hopper;grace

            Alan Turing\talan\tCambridge
            "Katherine Johnson" <kj@example.org>
            <only@example.org>
            mary
            , lone
            Dorothy,
            """);

    assertThat(roster.entries())
        .containsExactly(
            new Entry("Ada Lovelace", "ada@example.org"),
            new Entry("Grace Hopper", "grace"),
            new Entry("Alan Turing", "alan"),
            new Entry("Katherine Johnson", "kj@example.org"),
            new Entry("only@example.org", "only@example.org"),
            new Entry("mary", "mary"),
            new Entry("lone", "lone"),
            new Entry("Dorothy", "Dorothy"));
  }

  @Test
  void who_stands_there_twice_counts_once() {
    assertThat(Roster.of("Ada, ada\nAda L., ADA").entries())
        .containsExactly(new Entry("Ada", "ada"));
  }

  @Test
  void nothing_gives_nobody() {
    assertThat(Roster.of(" \n\n").entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "<", ">", "<a", "a<", "\" ", ",", " ,", "\u00A0", "a ", "< "})
  void a_line_of_whatever_is_read_in_one_pass(String again) {
    String line = "a" + again.repeat(100_000) + "b";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> {
          assertThat(Roster.of(line).entries()).isNotEmpty();
          assertThat(Roster.of(line + ">").entries()).isNotEmpty();
          assertThat(Roster.of(line + ", " + line + "; x").entries()).isNotEmpty();
        });
  }
}
