package org.pollard.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

  private static final ChoiceId A = new ChoiceId(5);
  private static final ChoiceId B = new ChoiceId(6);
  private static final ChoiceId C = new ChoiceId(7);
  private static final List<ChoiceId> ABC = List.of(A, B, C);
  private static final ChoiceId FOREIGN = new ChoiceId(99);

  private static Question question(Kind kind, Map<String, ? extends @Nullable Object> settings) {
    Settings given = Settings.of(settings);
    Question question = given.read(kind);
    assertThat(given.problems()).isEmpty();
    return question;
  }

  private static List<String> problems(
      Kind kind, Map<String, ? extends @Nullable Object> settings) {
    Settings given = Settings.of(settings);
    given.read(kind);
    return given.problems();
  }

  private static String invalid(Question question, Answer answer, List<ChoiceId> among) {
    return ((Judgement.Invalid) question.judge(answer, among)).detail();
  }

  @Test
  void how_many_choices_is_told_with_the_limit() {
    Question two = question(Kind.SEVERAL, Map.of("least", 2, "most", 2));
    assertThat(two.judge(new Answer.SeveralChoices(List.of(B, A, B)), ABC))
        .isInstanceOf(Judgement.Counts.class);
    assertThat(invalid(two, new Answer.SeveralChoices(List.of(A)), ABC))
        .contains("1")
        .contains("2");
    assertThat(invalid(two, new Answer.SeveralChoices(ABC), ABC)).contains("3").contains("2");
    assertThat(two.judge(new Answer.SeveralChoices(List.of(A, FOREIGN)), ABC))
        .isEqualTo(new Judgement.UnknownChoice());
    assertThat(new Answer.SeveralChoices(List.of(B, A, B)))
        .isEqualTo(new Answer.SeveralChoices(List.of(A, B)));
  }

  @Test
  void every_statement_needs_a_step_of_the_scale() {
    Question rating = question(Kind.RATING, Map.of("from", 0, "to", 3));
    assertThat(rating.judge(new Answer.Ratings(Map.of(A, 0, B, 3, C, 1)), ABC))
        .isInstanceOf(Judgement.Counts.class);
    assertThat(invalid(rating, new Answer.Ratings(Map.of(A, 0, B, 3)), ABC)).contains("3");
    assertThat(invalid(rating, new Answer.Ratings(Map.of(A, 0, B, 4, C, 1)), ABC))
        .contains("4")
        .contains("0 to 3");
    assertThat(invalid(rating, new Answer.Rating(1), ABC)).contains("ratings");
    assertThat(rating.judge(new Answer.Rating(1), List.of())).isInstanceOf(Judgement.Counts.class);
    assertThat(rating.judge(new Answer.Ratings(Map.of(A, 0, B, 3, FOREIGN, 1)), ABC))
        .isEqualTo(new Judgement.UnknownChoice());
  }

  @Test
  void an_item_comes_once_and_as_many_as_are_asked_for() {
    Question top = question(Kind.RANKING, Map.of("top", 2));
    assertThat(top.judge(new Answer.Ranking(List.of(C, A)), ABC))
        .isInstanceOf(Judgement.Counts.class);
    assertThat(invalid(top, new Answer.Ranking(List.of(C, C)), ABC)).contains("2").contains("1");
    assertThat(invalid(top, new Answer.Ranking(List.of(C, A, B)), ABC)).contains("3").contains("2");
    assertThat(new Answer.Ranking(List.of(C, A))).isNotEqualTo(new Answer.Ranking(List.of(A, C)));
  }

  @ParameterizedTest
  @CsvSource({
    "1.005,2,1.01",
    "-1.005,2,-1.01",
    "0.5,0,1",
    "-0.5,0,-1",
    "2.49,0,2",
    "1e-999999999,4,0",
    "0.00005,4,0.0001",
    "1e3,0,1000",
    "-0,0,0"
  })
  void a_number_is_rounded_as_it_is_written(String given, int decimals, String kept) {
    Question number = question(Kind.NUMBER, Map.of("decimals", decimals));
    Answer answer = new Answer.Numeric(new BigDecimal(given));
    Judgement.Counts counts = (Judgement.Counts) number.judge(answer, List.of());
    assertThat(counts.answer()).isEqualTo(new Answer.Numeric(new BigDecimal(kept)));
    assertThat(answer.matches(counts.answer())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000000001", "-1e16", "1e999999999"})
  void a_number_has_bounds(String given) {
    Answer answer = new Answer.Numeric(new BigDecimal(given));
    assertThat(invalid(question(Kind.NUMBER, Map.of()), answer, List.of())).contains("10^15");
    assertThat(answer.matches(new Answer.Numeric(BigDecimal.ONE))).isFalse();
  }

  @Test
  void what_is_implausible_is_told_with_the_limit() {
    Question number = question(Kind.NUMBER, Map.of("least", -5, "most", 30.5));
    assertThat(invalid(number, new Answer.Numeric(new BigDecimal("31")), List.of()))
        .contains("31")
        .contains("-5 to 30.5");
  }

  @Test
  void the_same_word_twice_is_one() {
    Question words = question(Kind.WORDS, Map.of("entries", 2, "longest", 5));
    Judgement.Counts counts =
        (Judgement.Counts)
            words.judge(new Answer.Words(List.of("slow", " SLOW ", "C++")), List.of());
    assertThat(counts.written()).extracting(Wording::text).containsExactly("C++", "SLOW");
    assertThat(invalid(words, new Answer.Words(List.of("a", "b", "c")), List.of())).contains("3");
    assertThat(invalid(words, new Answer.Words(List.of("toolong")), List.of()))
        .contains("7")
        .contains("5");
    assertThat(invalid(words, new Answer.Words(List.of(" \u200b")), List.of())).contains("empty");
    assertThat(invalid(words, new Answer.Words(List.of()), List.of())).contains("0");
    assertThat(invalid(words, new Answer.Words(List.of("a\u202eb")), List.of())).contains("plain");
  }

  @Test
  void a_text_has_an_end() {
    Question text = question(Kind.TEXT, Map.of("longest", 3));
    assertThat(text.judge(new Answer.Text("a😀😀"), List.of()))
        .isInstanceOf(Judgement.Counts.class);
    assertThat(invalid(text, new Answer.Text("abcd"), List.of())).contains("4").contains("3");
    assertThat(invalid(text, new Answer.Text("\t\n"), List.of())).contains("empty");
    assertThat(invalid(text, new Answer.Text("a\u0007"), List.of())).contains("plain");
  }

  @Test
  void nobody_abstains_where_an_answer_is_wanted() {
    for (Kind kind : Kind.values()) {
      assertThat(kind.plain().judge(new Answer.Abstention(), ABC))
          .isInstanceOf(Judgement.Invalid.class);
      assertThat(question(kind, Map.of("abstain", true)).judge(new Answer.Abstention(), ABC))
          .isInstanceOf(Judgement.Counts.class);
    }
  }

  @Test
  void no_kind_takes_the_answers_of_another() {
    Map<Kind, Answer> answers =
        new TreeMap<>(
            Map.of(
                Kind.SINGLE, new Answer.SingleChoice(A),
                Kind.SEVERAL, new Answer.SeveralChoices(List.of(A)),
                Kind.RATING, new Answer.Ratings(Map.of(A, 1, B, 1, C, 1)),
                Kind.RANKING, new Answer.Ranking(ABC),
                Kind.NUMBER, new Answer.Numeric(BigDecimal.ONE),
                Kind.WORDS, new Answer.Words(List.of("a")),
                Kind.TEXT, new Answer.Text("a")));
    for (Kind kind : Kind.values()) {
      answers.forEach(
          (of, answer) ->
              assertThat(kind.plain().judge(answer, ABC))
                  .as("%s %s", kind, answer)
                  .isInstanceOf(of == kind ? Judgement.Counts.class : Judgement.Invalid.class));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ß,SS",
    "ẞ,ss",
    "Σίσυφος,ΣΊΣΥΦΟΣ",
    "ﬁ,FI",
    "Ⅳ,iv",
    "ｋｉ,KI",
    "e\u0301,É",
    "ǅ,ǆ",
    "K,k",
    "İ,i̇"
  })
  void words_are_the_same_without_regard_to_case_and_form(String one, String other) {
    assertThat(Wording.key(one)).isEqualTo(Wording.key(other));
  }

  @ParameterizedTest
  @CsvSource({"C,C++", "C++,C#", "ı,i", "a,á", "o,ö", "👍,👎", "'a b',ab"})
  void words_differ(String one, String other) {
    assertThat(Wording.key(one)).isNotEqualTo(Wording.key(other));
  }

  @Test
  void white_space_of_every_kind_becomes_one_blank() {
    assertThat(Wording.normal("\u00a0 a\t\r\n\u3000\u2028b \u2003")).contains("a b");
    assertThat(Wording.normal("e\u0301")).contains("é");
    for (String refused : List.of("a\u0000", "a\u000b", "\u2066a", "\u202a", "\ud800")) {
      assertThat(Wording.normal(refused)).as(refused).isEmpty();
    }
  }

  @Test
  void a_blocked_word_stands_by_itself() {
    BlockedWords blocked = new BlockedWords(List.of("öde", "C++"));
    Map<String, Boolean> hidden =
        Map.of(
            "Blöde Frage", false,
            "ÖDE!", true,
            "so öde", true,
            "öde9", false,
            "c++ forever", true,
            "C+", false,
            "o\u0308de", true);
    hidden.forEach(
        (text, is) -> assertThat(blocked.standIn(Wording.of(text))).as(text).isEqualTo(is));
  }

  @Test
  void what_is_wrong_with_settings_is_told_all_at_once() {
    assertThat(problems(Kind.RATING, Map.of("from", 1, "to", 20, "low", "x".repeat(61), "no", 1)))
        .hasSize(3)
        .anyMatch(each -> each.contains("20 steps"))
        .anyMatch(each -> each.contains("61"))
        .anyMatch(each -> each.contains("no is not known"));
    assertThat(problems(Kind.SEVERAL, Map.of("least", 3, "most", 2))).hasSize(1);
    assertThat(problems(Kind.SEVERAL, Map.of("least", 0))).hasSize(1);
    assertThat(problems(Kind.NUMBER, Map.of("decimals", 5, "tolerance", -1))).hasSize(2);
    assertThat(problems(Kind.NUMBER, Map.of("least", 2, "most", 1))).hasSize(1);
    assertThat(problems(Kind.NUMBER, Map.of("unit", "x".repeat(21)))).hasSize(1);
    assertThat(problems(Kind.TEXT, Map.of("longest", 2001, "approve", "yes"))).hasSize(2);
    assertThat(problems(Kind.WORDS, Map.of("entries", 11, "longest", 61, "abstain", 1))).hasSize(3);
    assertThat(problems(Kind.SINGLE, Map.of("most", 1))).hasSize(1);
    assertThat(problems(Kind.RANKING, Map.of("top", 1.5))).hasSize(1);
    assertThat(question(Kind.RANKING, Map.of("top", 4)).unfit(3)).contains("4").contains("3");
    assertThat(question(Kind.SEVERAL, Map.of("most", 4)).unfit(3)).contains("4").contains("3");
    assertThat(Kind.RANKING.plain().unfit(1)).contains("2 to 20");
    assertThat(Kind.TEXT.plain().unfit(1)).contains("0");
  }

  @Test
  void defaults_follow_the_number_of_choices() {
    assertThat(Kind.SEVERAL.plain().settings(3)).containsEntry("least", 1).containsEntry("most", 3);
    assertThat(Kind.RANKING.plain().settings(4)).containsEntry("top", 4);
    assertThat(Kind.SEVERAL.plain().correctedTo(Kind.SEVERAL.plain(), 3, 4)).isNotNull();
    assertThat(Kind.SEVERAL.plain().correctedTo(question(Kind.SEVERAL, Map.of("most", 3)), 3, 3))
        .isNotNull();
    assertThat(Kind.SEVERAL.plain().correctedTo(question(Kind.SEVERAL, Map.of("most", 2)), 3, 3))
        .isNull();
  }

  @Test
  void what_may_change_after_votes_changes_no_meaning() {
    Question number = question(Kind.NUMBER, Map.of("decimals", 1));
    assertThat(
            number.correctedTo(
                question(
                    Kind.NUMBER,
                    Map.of("decimals", 1, "unit", "kg", "correct", 3, "tolerance", 0.5)),
                0,
                0))
        .isNotNull();
    assertThat(number.correctedTo(Kind.NUMBER.plain(), 0, 0)).isNull();
    Question rating = Kind.RATING.plain();
    assertThat(rating.correctedTo(question(Kind.RATING, Map.of("low", "no", "high", "yes")), 2, 1))
        .isNotNull();
    assertThat(rating.correctedTo(question(Kind.RATING, Map.of("to", 6)), 2, 2)).isNull();
    assertThat(rating.correctedTo(rating, 0, 2)).isNull();
    assertThat(Kind.TEXT.plain().correctedTo(question(Kind.TEXT, Map.of("approve", true)), 0, 0))
        .isNotNull();
    assertThat(Kind.WORDS.plain().correctedTo(question(Kind.WORDS, Map.of("approve", true)), 0, 0))
        .isNotNull();
    assertThat(Kind.WORDS.plain().correctedTo(question(Kind.WORDS, Map.of("entries", 4)), 0, 0))
        .isNull();
    assertThat(Kind.TEXT.plain().correctedTo(Kind.WORDS.plain(), 0, 0)).isNull();
    assertThat(
            Stream.of(Kind.values())
                .allMatch(each -> each.plain().correctedTo(each.plain(), 2, 2) != null))
        .isTrue();
  }

  @Test
  void equals_share_a_place_and_the_next_is_left_out() {
    Question ranking = Kind.RANKING.plain();
    Map<Cell, Long> cells = new TreeMap<>();
    for (List<ChoiceId> each : List.of(List.of(A, B, C), List.of(B, A, C))) {
      ((Judgement.Counts) ranking.judge(new Answer.Ranking(each), ABC))
          .cells()
          .forEach(cell -> cells.merge(cell, 1L, Long::sum));
    }
    Findings.Ranked ranked =
        (Findings.Ranked) ranking.read(new Results(cells, List.of()), ABC, false);
    assertThat(ranked.items().values())
        .extracting(Findings.Standing::place)
        .containsExactly(1, 1, 3);
    List<Findings.Standing> standings = List.copyOf(ranked.items().values());
    assertThat(standings.getFirst().points()).isEqualByComparingTo("2.5");
    assertThat(standings.getLast().places()).containsExactly(0L, 0L, 2L);
  }

  @Test
  void a_choice_that_is_gone_takes_its_cells_along_and_leaves_the_rest() {
    Answer kept = new Answer.SeveralChoices(List.of(A, C));
    assertThat(Kind.SEVERAL.plain().counted(kept, List.of(A, B)).cells())
        .containsExactly(Cell.PEOPLE, Cell.of(A));
    Cell.Span ofB = Kind.RATING.plain().cellsOf(B);
    assertThat(Kind.RATING.plain().counted(new Answer.Ratings(Map.of(B, 5)), ABC).cells().getLast())
        .matches(each -> each.number() >= ofB.first() && each.number() <= ofB.last());
  }
}
