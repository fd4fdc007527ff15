package org.pollard.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever people answer, cells say of it what a plain model says that has all answers before it.
class QuestionsPropertyTest {

  @Property(tries = 300)
  void results_are_those_of_a_plain_model(
      @ForAll Kind kind, @ForAll long seed, @ForAll("people") int people) {
    Random random = new Random(seed);
    Ballots ballots = new Ballots(random);
    List<ChoiceId> choices =
        LongStream.rangeClosed(1, ballots.choices(kind)).mapToObj(ChoiceId::new).toList();
    Question question = ballots.question(kind, choices.size());
    List<Answer> answers = new ArrayList<>();
    Counter counter = new Counter();
    for (int i = 0; i < people; i++) {
      Answer answer = ballots.answer(question, choices);
      answers.add(answer);
      counter.add((Judgement.Counts) question.judge(answer, choices));
      // As it comes back from where it is kept, it counts in the same cells.
      Judgement.Counts counts = (Judgement.Counts) question.judge(answer, choices);
      assertThat(question.counted(KeptAnswer.of(counts.answer()).answer(), choices))
          .isEqualTo(counts);
      assertThat(answer.matches(counts.answer())).isTrue();
    }

    PlainModel model = new PlainModel(question, choices, answers);
    Results results = counter.results();
    assertThat(question.people(results, choices)).isEqualTo(model.people());
    assertThat(results.abstained()).isEqualTo(model.abstained());
    assertThat(PlainModel.withoutIds(question.read(results, choices, false)))
        .isEqualTo(model.findings());
    assertThat(question.kind().kept(question.kept())).isEqualTo(question);
    assertThat(question.kind().judging(question.kept())).contains(question);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<Integer> people() {
    return net.jqwik.api.Arbitraries.integers().between(0, 60);
  }

  /// What the store does, in memory.
  private static final class Counter {

    private final Map<Cell, Long> cells = new HashMap<>();
    private final Map<String, Map<String, Long>> written = new LinkedHashMap<>();

    void add(Judgement.Counts counts) {
      counts.cells().forEach(each -> cells.merge(each, 1L, Long::sum));
      counts
          .written()
          .forEach(
              each ->
                  written
                      .computeIfAbsent(each.key(), _ -> new HashMap<>())
                      .merge(each.text(), 1L, Long::sum));
    }

    Results results() {
      List<Entry> entries = new ArrayList<>();
      written
          .values()
          .forEach(
              spellings ->
                  entries.add(
                      new Entry(
                          new EntryId(entries.size()),
                          EntryState.SHOWN,
                          spellings.entrySet().stream()
                              .map(each -> new Entry.Spelling(each.getKey(), each.getValue()))
                              .toList())));
      return new Results(cells, entries);
    }
  }
}
