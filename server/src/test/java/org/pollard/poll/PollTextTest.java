package org.pollard.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.poll.PollText.Line;

class PollTextTest {

  @Test
  void a_question_stands_above_its_choices_and_an_empty_line_before_the_next() {
    assertThat(
            PollText.read(
                """

                Which planet is the largest?
                Mars
                * Jupiter


                Shall we go on?
                - Yes
                2) * No
                (c) 3 more minutes
                """))
        .containsExactly(
            new PollText(
                "Which planet is the largest?",
                List.of(new Line("Mars", false), new Line("Jupiter", true))),
            new PollText(
                "Shall we go on?",
                List.of(
                    new Line("Yes", false),
                    new Line("No", true),
                    new Line("3 more minutes", false))));
  }

  @Test
  void numbers_that_are_the_answer_stay() {
    assertThat(PollText.read("How many?\n3\n42\n-5\n3.5").getFirst().choices())
        .extracting(Line::text)
        .containsExactly("3", "42", "-5", "3.5");
  }

  @Test
  void nothing_gives_no_polls() {
    assertThat(PollText.read("\n \n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "*", "* ", "(a", "1.", "1. ", "- ", "\u2013", "\n", "\n\n a"})
  void a_text_of_whatever_is_read_in_one_pass(String again) {
    String text = "Question?\n(a" + again.repeat(100_000) + "b";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> assertThat(PollText.read(text)).isNotEmpty());
  }
}
