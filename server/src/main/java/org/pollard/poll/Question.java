package org.pollard.poll;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a poll may be answered: its kind with its settings. What its answers count as, and what
/// people see of the counts, only the question knows; nothing outside this package assumes a kind.
/// Immutable.
///
/// What there is to choose from stands beside it and is handed in, in its order.
public sealed interface Question
    permits SingleQuestion,
        SeveralQuestion,
        RatingQuestion,
        RankingQuestion,
        NumberQuestion,
        WordsQuestion,
        TextQuestion {

  Kind kind();

  /// Whether not to answer is an answer of its own.
  boolean abstain();

  /// All settings with their values: what was not given has the value that it follows. Values are
  /// null, Boolean, Integer, String, and BigDecimal for numbers that need not be whole.
  ///
  /// @param choices how many there are
  Map<String, @Nullable Object> settings(int choices);

  /// The settings as they are kept, see [Settings#kept(String)]. What follows something else is
  /// left out.
  default String kept() {
    return Settings.kept(settings(0));
  }

  /// Those settings that tell what is right, a part of [#settings].
  default List<String> key() {
    return List.of();
  }

  /// Whether what is right may be marked at the choices.
  default boolean marksChoices() {
    return false;
  }

  /// Whether people write, so that there are entries, which hosts may hide.
  default boolean moderated() {
    return false;
  }

  /// How many choices there may be.
  Range choices();

  /// What is wrong with so many choices; null when nothing is.
  default @Nullable String unfit(int choices) {
    return choices().contains(choices)
        ? null
        : "choices: there are " + choices + ", and must be " + choices() + ".";
  }

  /// The question with the settings of the other that may change after somebody has answered; null
  /// when that differs in another way, which would change what the answers meant.
  ///
  /// @param before how many choices there are
  /// @param after how many there are with the other
  @Nullable Question correctedTo(Question other, int before, int after);

  /// Where an answer counts, or why it cannot.
  ///
  /// @param among the choices that there are
  default Judgement judge(Answer answer, List<ChoiceId> among) {
    if (answer instanceof Answer.Abstention) {
      return abstain()
          ? new Judgement.Counts(answer, abstention(), List.of())
          : new Judgement.Invalid("abstain: this poll wants an answer.");
    }
    return judgeAnswer(answer, among);
  }

  /// The same for whatever is no abstention.
  Judgement judgeAnswer(Answer answer, List<ChoiceId> among);

  /// Where an answer that was counted still counts, after choices may have been deleted.
  default Judgement.Counts counted(Answer answer, List<ChoiceId> among) {
    return answer instanceof Answer.Abstention
        ? new Judgement.Counts(answer, abstention(), List.of())
        : countedAnswer(answer, among);
  }

  /// The same for whatever is no abstention.
  Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among);

  private List<Cell> abstention() {
    return kind() == Kind.SINGLE ? List.of(Cell.ABSTAINED) : List.of(Cell.PEOPLE, Cell.ABSTAINED);
  }

  /// The cells that belong to a choice, and go with it.
  default Cell.Span cellsOf(ChoiceId choice) {
    return Cell.Span.of(choice);
  }

  /// How an entry begins.
  default EntryState firstState() {
    return EntryState.SHOWN;
  }

  /// How many people answered, abstentions included.
  default long people(Results results, List<ChoiceId> among) {
    return results.in(Cell.PEOPLE);
  }

  /// What people see of the counts.
  ///
  /// @param host whether entries that are hidden or wait are among them
  Findings read(Results results, List<ChoiceId> among, boolean host);

  /// From one number to another, both among them.
  record Range(int least, int most) {

    static final Range NONE = new Range(0, 0);

    boolean contains(int number) {
      return number >= least && number <= most;
    }

    @Override
    public String toString() {
      return least == most ? Integer.toString(least) : least + " to " + most;
    }
  }
}
