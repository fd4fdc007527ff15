package org.pollard.poll;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Some choices of some.
///
/// @param most how many at most; null: as many as there are
public record SeveralQuestion(int least, @Nullable Integer most, boolean abstain)
    implements Question {

  private static final Range CHOICES = new Range(1, 100);

  static SeveralQuestion read(Settings given) {
    SeveralQuestion read =
        new SeveralQuestion(
            given.whole("least", 1, 1, CHOICES.most()),
            given.maybeWhole("most", 1, CHOICES.most()),
            given.yesOrNo("abstain"));
    if (read.most != null && read.most < read.least) {
      given.problem("least is " + read.least + ", and may be " + read.most + " as most is.");
    }
    return read;
  }

  @Override
  public Kind kind() {
    return Kind.SEVERAL;
  }

  private int most(int choices) {
    return Objects.requireNonNullElse(most, choices);
  }

  @Override
  public Map<String, @Nullable Object> settings(int choices) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("least", least);
    settings.put("most", most(choices));
    settings.put("abstain", abstain);
    return settings;
  }

  @Override
  public String kept() {
    Map<String, @Nullable Object> settings = settings(0);
    settings.put("most", most);
    return Settings.kept(settings);
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
  public @Nullable String unfit(int choices) {
    @Nullable String unfit = Question.super.unfit(choices);
    if (unfit == null && (least > choices || most(choices) > choices)) {
      return "settings: least is "
          + least
          + " and most "
          + most(choices)
          + ", of "
          + choices
          + " choices.";
    }
    return unfit;
  }

  @Override
  public @Nullable Question correctedTo(Question other, int before, int after) {
    boolean same =
        other instanceof SeveralQuestion now
            && now.least == least
            && now.abstain == abstain
            && (Objects.equals(now.most, most) || now.most(before) == most(before));
    return same ? other : null;
  }

  @Override
  public Judgement judgeAnswer(Answer answer, List<ChoiceId> among) {
    if (!(answer instanceof Answer.SeveralChoices(List<ChoiceId> choices))) {
      return Invalidity.otherKind(kind(), "choices");
    }
    if (!among.containsAll(choices)) {
      return new Judgement.UnknownChoice();
    }
    // Choices may have been deleted since: then there is no more than that to choose.
    int most = Math.min(most(among.size()), among.size());
    if (choices.size() < Math.min(least, most) || choices.size() > most) {
      return Invalidity.tooMany("choices", choices.size(), Math.min(least, most), most);
    }
    return countedAnswer(answer, among);
  }

  @Override
  public Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.PEOPLE));
    if (answer instanceof Answer.SeveralChoices(List<ChoiceId> choices)) {
      choices.stream().filter(among::contains).map(Cell::of).forEach(cells::add);
    }
    return new Judgement.Counts(answer, cells, List.of());
  }

  @Override
  public Findings.Votes read(Results results, List<ChoiceId> among, boolean host) {
    return SingleQuestion.votes(results, among);
  }
}
