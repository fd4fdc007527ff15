package org.pollard.poll;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One choice of some.
public record SingleQuestion(boolean abstain) implements Question {

  private static final Range CHOICES = new Range(1, 100);

  /// As polls are that are made elsewhere than on our own API.
  public static final SingleQuestion PLAIN = new SingleQuestion(false);

  static SingleQuestion read(Settings given) {
    return new SingleQuestion(given.yesOrNo("abstain"));
  }

  @Override
  public Kind kind() {
    return Kind.SINGLE;
  }

  @Override
  public Map<String, @Nullable Object> settings(int choices) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("abstain", abstain);
    return settings;
  }

  @Override
  public boolean marksChoices() {
    return true;
  }

  @Override
  public Range choices() {
    return CHOICES;
  }

  @Override
  public @Nullable Question correctedTo(Question other, int before, int after) {
    return equals(other) ? other : null;
  }

  @Override
  public Judgement judgeAnswer(Answer answer, List<ChoiceId> among) {
    if (!(answer instanceof Answer.SingleChoice(ChoiceId choice))) {
      return Invalidity.otherKind(kind(), "choice");
    }
    return among.contains(choice) ? countedAnswer(answer, among) : new Judgement.UnknownChoice();
  }

  @Override
  public Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among) {
    List<Cell> cells =
        answer instanceof Answer.SingleChoice(ChoiceId choice) && among.contains(choice)
            ? List.of(Cell.of(choice))
            : List.of();
    return new Judgement.Counts(answer, cells, List.of());
  }

  /// Nothing else is counted, so that such a vote costs no more than it must.
  @Override
  public long people(Results results, List<ChoiceId> among) {
    return results.abstained() + among.stream().mapToLong(each -> results.in(Cell.of(each))).sum();
  }

  @Override
  public Findings.Votes read(Results results, List<ChoiceId> among, boolean host) {
    return votes(results, among);
  }

  static Findings.Votes votes(Results results, List<ChoiceId> among) {
    Map<ChoiceId, Long> votes = new LinkedHashMap<>();
    among.forEach(each -> votes.put(each, results.in(Cell.of(each))));
    return new Findings.Votes(votes, votes.values().stream().mapToLong(Long::longValue).sum());
  }
}
