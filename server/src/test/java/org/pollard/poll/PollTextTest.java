package org.pollard.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.CpuTime;
import org.pollard.poll.PollText.Flaw;
import org.pollard.poll.PollText.Line;

class PollTextTest {

  private static List<PollText> read(String text) {
    return PollText.read(text, new PollText.Truth("True", "False"));
  }

  private static PollText one(String text) {
    assertThat(read(text)).hasSize(1);
    return read(text).getFirst();
  }

  private static List<String> choices(String text) {
    return one(text).choices().stream()
        .map(each -> (each.correct() ? "*" : "") + each.text())
        .toList();
  }

  @Test
  void a_question_stands_above_its_choices_and_an_empty_line_before_the_next() {
    assertThat(
            read(
                """

                Which planet is the largest?
                Mars
                * Jupiter


                Shall we go on?
                Yes
                No
                """))
        .containsExactly(
            new PollText(
                2,
                "Which planet is the largest?",
                List.of(new Line("Mars", false), new Line("Jupiter", true)),
                Flaw.NONE),
            new PollText(
                7,
                "Shall we go on?",
                List.of(new Line("Yes", false), new Line("No", false)),
                Flaw.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r\n \t\r\n",
        "\u00A0\n",
        "\u3000\r",
        "\u200B\n",
        "\u2028\u2029",
        "\u0085\u0085"
      })
  void blank_lines_of_any_white_space_part_polls_and_a_mark_in_front_is_no_text(String blank) {
    List<PollText> read = read("\uFEFFFirst?\nYes\nNo\n" + blank + "Second?\nRed\nBlue");

    assertThat(read).extracting(PollText::question).containsExactly("First?", "Second?");
    assertThat(read.getFirst().choices()).hasSize(2);
  }

  @Test
  void a_marker_goes_where_all_choices_carry_the_next_one_of_a_series() {
    assertThat(choices("Q?\n1. Red\n2. Blue\n3. Green")).containsExactly("Red", "Blue", "Green");
    assertThat(choices("Q?\na) Red\nb) *Blue")).containsExactly("Red", "*Blue");
    assertThat(choices("Q?\n(A) Red\n*(B) Blue")).containsExactly("Red", "*Blue");
    assertThat(choices("Q?\n- Red\n- Blue\n- * Green")).containsExactly("Red", "Blue", "*Green");
    assertThat(choices("Q?\ni. Red\nii. Blue\niii. Green")).containsExactly("Red", "Blue", "Green");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6. Dezember\n24. Dezember\n1. Mai",
        "1. Mai\n2. Mai\n3. Mai",
        "1. Mai\n3. Mai",
        "- Yes\n2) No\n(c) 3 more minutes",
        "1. Red\n2) Blue",
        "a) Red\nb) Blue\nneither",
        "2. Red\n3. Blue",
        "3\n42\n-5\n3.5",
        "-5\n-3",
        "I. Newton\nA. Einstein",
        "1.\n2."
      })
  void what_belongs_to_an_answer_stays(String lines) {
    assertThat(choices("Which?\n" + lines)).containsExactlyElementsOf(lines.lines().toList());
  }

  @Test
  void a_question_loses_its_number_where_all_are_numbered_through() {
    String two = "1. Which planet?\nA) Mars\nB) Venus\n\n2. Which moon?\n1) Io\n*2) Titan";
    assertThat(read(two).stream().map(PollText::question))
        .containsExactly("Which planet?", "Which moon?");
    assertThat(choices("1. Which planet?\n2. Mars\n*3. Venus")).containsExactly("Mars", "*Venus");
    assertThat(one("1. Which planet?\n2. Mars\n*3. Venus").question()).isEqualTo("Which planet?");
    assertThat(one("- Which planet?\n- Mars\n- Venus").question()).isEqualTo("Which planet?");

    assertThat(one("1. Mai: was ist das?\nFeiertag\nWerktag").question())
        .isEqualTo("1. Mai: was ist das?");
    String others = "1. Mai?\nJa\nNein\n\n6. Dezember?\nJa\nNein";
    assertThat(read(others).stream().map(PollText::question))
        .containsExactly("1. Mai?", "6. Dezember?");
  }

  @Test
  void a_star_may_stand_behind_a_choice() {
    assertThat(choices("Q?\nArgon\nNeon *\n*Xe*")).containsExactly("Argon", "*Neon", "*Xe*");
    assertThat(choices("Q?\nA) Argon\nB) Neon *")).containsExactly("Argon", "*Neon");
  }

  @Test
  void stars_of_emphasis_mark_nothing() {
    assertThat(choices("Q?\n**bold**\n*so* it is\nplain"))
        .containsExactly("**bold**", "*so* it is", "plain");
    assertThat(one("Q?\n**bold**\n*so* it is\nplain").choices()).noneMatch(PollText.Line::correct);
    assertThat(one("Q?\n* **bold**\n*5*3\nplain").choices())
        .containsExactly(
            new Line("**bold**", true), new Line("5*3", true), new Line("plain", false));
  }

  @Test
  void crosses_in_boxes_mark_what_is_right() {
    assertThat(choices("Q?\n( ) Red\n(x) Blue")).containsExactly("Red", "*Blue");
    assertThat(choices("Q?\n- [x] Red\n- [ ] Blue")).containsExactly("*Red", "Blue");
    assertThat(one("Q?\n[x] Red\n[X] Blue\n[] Green").asks().kind()).isEqualTo(Kind.SEVERAL);
    assertThat(one("Q?\n(x) Red\n(x) Blue\n( ) Green").asks().kind()).isEqualTo(Kind.SINGLE);
    assertThat(choices("Q?\n[ ] Red\nBlue")).containsExactly("[ ] Red", "Blue");
  }

  @Test
  void a_row_of_a_table_is_a_poll() {
    String two = "What is 1+1?\t1\t2\t3\nWhat is 2+2?\t3\t* 4\t\n";
    assertThat(read(two))
        .containsExactly(
            new PollText(
                1,
                "What is 1+1?",
                List.of(new Line("1", false), new Line("2", false), new Line("3", false)),
                Flaw.NONE),
            new PollText(
                2, "What is 2+2?", List.of(new Line("3", false), new Line("4", true)), Flaw.NONE));
    assertThat(read("1\tWhich?\tA\tB\n2\tWho?\tAda\tBo").stream().map(PollText::question))
        .containsExactly("Which?", "Who?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Frage;A;B;C;richtig\nWas ist 1+1?;1;2;3;B",
        "Frage;A;B;C;Richtige Antwort\nWas ist 1+1?;1;2;3;2",
        "question,a,b,c,correct\n\"Was ist 1+1?\",1,2,3,b",
        "Question\tAnswer 1\tAnswer 2\tAnswer 3\tTime limit (sec)\tCorrect answer(s)\nWas ist 1+1?\t1\t2\t3\t20\t2",
        "Nr;Frage;A;B;C;Lösung\n7;Was ist 1+1?;1;2;3;B"
      })
  void a_column_of_a_table_may_say_what_is_right(String table) {
    assertThat(one(table).question()).isEqualTo("Was ist 1+1?");
    assertThat(choices(table)).containsExactly("1", "*2", "3");
  }

  @Test
  void a_table_that_names_several_right_ones_asks_for_several() {
    PollText several = one("Question;A;B;C;Correct\nWhich?;Red;Blue;Green;A, C");

    assertThat(several.asks().kind()).isEqualTo(Kind.SEVERAL);
    assertThat(several.choices()).extracting(Line::correct).containsExactly(true, false, true);
    assertThat(one("Question;A;B;Correct\nWhich?;Red;Blue;D").flaw()).isEqualTo(Flaw.ANSWER);
    assertThat(one("Question;A;B;Correct\nWhich?;Red;;A").flaw()).isEqualTo(Flaw.CHOICES);
  }

  @Test
  void sentences_with_commas_and_semicolons_are_no_table() {
    assertThat(choices("Question one, really, what?\nYes, now, here\nNo")).hasSize(2);
    assertThat(choices("Which; who; where?\nYes; now\nNo")).hasSize(2);
  }

  @Test
  void the_same_choice_twice_is_refused() {
    assertThat(one("Q?\nYes\nYes\nNo").flaw()).isEqualTo(Flaw.TWICE);
  }

  @Test
  void choices_that_begin_anew_begin_a_poll() {
    List<PollText> polls =
        read("Part 1: Who?\na) Ada\nb) Bo *\nPart 2: Where?\na) Here\nb) There\nc) Nowhere");

    assertThat(polls)
        .extracting(PollText::question)
        .containsExactly("Part 1: Who?", "Part 2: Where?");
    assertThat(polls).extracting(PollText::line).containsExactly(1, 4);
    assertThat(polls.getLast().choices()).hasSize(3);
    assertThat(choices("Days?\n1. Mai\n2. Juni\nSonntag")).hasSize(3);
  }

  @Test
  void stars_at_all_choices_are_bullets() {
    assertThat(choices("Q?\n* Red\n* Blue")).containsExactly("Red", "Blue");
  }

  @Test
  void aiken_names_the_right_answer_by_its_letter() {
    String two =
        """
        What is 1 + 1?
        A. One
        B. Two
        ANSWER: B
        Is it
        so?
        A) Yes
        B) No

        ANSWER: A
        """;

    assertThat(read(two))
        .containsExactly(
            new PollText(
                1,
                "What is 1 + 1?",
                List.of(new Line("One", false), new Line("Two", true)),
                Flaw.NONE),
            new PollText(
                5, "Is it\nso?", List.of(new Line("Yes", true), new Line("No", false)), Flaw.NONE));
    assertThat(choices("Q?\nA) Red\nB) Blue\nANSWER : B")).containsExactly("Red", "*Blue");
    assertThat(choices("Q?\nA) Red\nB) Blue\nAnswer: a, b")).containsExactly("*Red", "*Blue");
    assertThat(choices("Q?\nA) Red\nB) Blue\nANTWORT: B")).containsExactly("Red", "*Blue");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Q?\nA. Red\nB. Blue\nANSWER: C",
        "Q?\nA. Red\nB. Blue\nANSWER: the first",
        "Q?\nRed\nBlue\nANSWER: B",
        "Q?\nA. Red\nC. Blue\nANSWER: A",
        "ANSWER: B"
      })
  void an_answer_that_names_no_choice_is_refused(String text) {
    assertThat(read(text)).extracting(PollText::flaw).containsExactly(Flaw.ANSWER);
  }

  @Test
  void gift_is_understood_as_far_as_it_has_choices() {
    assertThat(
            one(
                """
                // a comment
                ::Planets:: Which one \\= the largest? {
                  ~Mars#too small
                  =Jupiter # right
                  ~%-50%Ven\\~us
                  #### that was it
                }
                """))
        .isEqualTo(
            new PollText(
                1,
                "Which one = the largest?",
                List.of(
                    new Line("Mars", false), new Line("Jupiter", true), new Line("Ven~us", false)),
                Flaw.NONE));
    PollText several = one("Two of them: {~%50%a ~%50%b ~%-100%c}");
    assertThat(several.asks().kind()).isEqualTo(Kind.SEVERAL);
    assertThat(several.choices()).extracting(Line::correct).containsExactly(true, true, false);
    assertThat(one("One of them: {=a =b ~c}").asks().kind()).isEqualTo(Kind.SINGLE);
    assertThat(choices("The sun is a star.{TRUE#yes}")).containsExactly("*True", "False");
    assertThat(one("Grant {=Lee ~Bo} lies there.").question()).isEqualTo("Grant ____ lies there.");
    assertThat(read("$CATEGORY: top/one\n\n// only this\n\nQ{=a ~b}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When was it? {#1822:5}",
        "Who was it? {=Grant =Lee}",
        "Match. {=a -> b =c -> d}",
        "Write about it. {}",
        "::Info:: Only a text",
        "Two {=a ~b} gaps {=c ~d}"
      })
  void gift_of_another_kind_is_refused(String text) {
    assertThat(one(text).flaw()).isEqualTo(Flaw.KIND);
  }

  @Test
  void a_brace_that_does_not_close_is_refused() {
    assertThat(one("Which? {=a\n~b").flaw()).isEqualTo(Flaw.UNFINISHED);
  }

  @Test
  void braces_in_a_question_make_no_gift() {
    assertThat(choices("What is {1, 2}?\nA set\nA list")).containsExactly("A set", "A list");
    assertThat(choices("What does {} mean?\n{ }\nNothing")).containsExactly("{ }", "Nothing");
  }

  @Test
  void what_does_not_fit_is_said_and_not_cut() {
    assertThat(one("Alone?").flaw()).isEqualTo(Flaw.CHOICES);
    assertThat(one("Q?\nYes\n" + "😀".repeat(500)).flaw()).isEqualTo(Flaw.NONE);
    assertThat(one("Q".repeat(2_000) + "\nYes\nNo").flaw()).isEqualTo(Flaw.NONE);
    assertThat(one("Q".repeat(2_001) + "\nYes\nNo").flaw()).isEqualTo(Flaw.TOO_LONG);
    assertThat(one("Q?\nYes\n" + "x".repeat(501)).flaw()).isEqualTo(Flaw.TOO_LONG);
    assertThat(one("Q?\nYes\n" + "x".repeat(501)).choices().getLast().text()).hasSize(501);
    assertThat(one("Q?\n" + String.join("\n", Collections.nCopies(101, "c"))).flaw())
        .isEqualTo(Flaw.TOO_MANY_CHOICES);
    assertThat(one("Q?\nYes\nN\u0007o").flaw()).isEqualTo(Flaw.TEXT);
  }

  @Test
  void nothing_gives_no_polls() {
    assertThat(read("\n \n\uFEFF")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\t",
        "*",
        "* ",
        "(a",
        "1.",
        "1. ",
        "- ",
        "\u2013",
        "\n",
        "\n\n a",
        "{",
        "}",
        "{=",
        "~a",
        "\\",
        "::",
        "%",
        "\nANSWER: A",
        "\n\nANSWER: A",
        "\nA. x",
        "\u00A0"
      })
  void a_text_of_whatever_is_read_in_one_pass(String again) {
    String text = "Question?\n(a" + again.repeat(100_000) + "b";

    Duration cost =
        CpuTime.of(
            () -> {
              assertThat(read(text)).isNotEmpty();
              assertThat(read("Q {=a" + again.repeat(100_000) + "}")).isNotEmpty();
            });

    assertThat(cost).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void a_word_in_brackets_behind_the_question_says_its_kind() {
    List<PollText> read =
        PollText.read(
            """
            What helps? [several]
            Examples
            *Exercises

            The pace [Rating 0-4]
            is right
            is fun

            In which order? [ranking]
            A
            B

            How many? [number]

            One word [words]

            What was unclear? [text]

            Is this [sic]
            yes
            no

            Wrong? [rating 1-99]

            Too few [ranking]
            A

            None wanted [text]
            A

            Marked? [ranking]
            *A
            B
            """,
            new PollText.Truth("True", "False"));

    assertThat(read)
        .extracting(each -> each.asks().kind() + " " + each.flaw() + " " + each.question())
        .containsExactly(
            "SEVERAL NONE What helps?",
            "RATING NONE The pace",
            "RANKING NONE In which order?",
            "NUMBER NONE How many?",
            "WORDS NONE One word",
            "TEXT NONE What was unclear?",
            "SINGLE NONE Is this [sic]",
            "RATING SETTINGS Wrong?",
            "RANKING CHOICES Too few",
            "TEXT TOO_MANY_CHOICES None wanted",
            "RANKING SETTINGS Marked?");
    assertThat(read.get(1).asks().settings(2)).containsEntry("from", 0).containsEntry("to", 4);
    assertThat(read.getFirst().choices().getLast().correct()).isTrue();
  }
}
