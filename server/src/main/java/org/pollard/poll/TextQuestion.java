package org.pollard.poll;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;

/// A text.
///
/// @param longest how many characters it may have
/// @param approve whether a host looks at it before others see it
public record TextQuestion(int longest, boolean approve, boolean abstain) implements Question {

  private static final int MOST_SHOWN = 200;

  static TextQuestion read(Settings given) {
    return new TextQuestion(
        given.whole("longest", 500, 1, 2_000), given.yesOrNo("approve"), given.yesOrNo("abstain"));
  }

  @Override
  public Kind kind() {
    return Kind.TEXT;
  }

  @Override
  public Map<String, @Nullable Object> settings(int choices) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("longest", longest);
    settings.put("approve", approve);
    settings.put("abstain", abstain);
    return settings;
  }

  @Override
  public boolean moderated() {
    return true;
  }

  @Override
  public EntryState firstState() {
    return approve ? EntryState.PENDING : EntryState.SHOWN;
  }

  @Override
  public Range choices() {
    return Range.NONE;
  }

  @Override
  public @Nullable Question correctedTo(Question other, int before, int after) {
    boolean same =
        other instanceof TextQuestion now && now.longest == longest && now.abstain == abstain;
    return same ? other : null;
  }

  @Override
  public Judgement judgeAnswer(Answer answer, List<ChoiceId> among) {
    if (!(answer instanceof Answer.Text(String given))) {
      return Invalidity.otherKind(kind(), "text");
    }
    String text = Wording.normal(given).orElse(null);
    if (text == null) {
      return new Judgement.Invalid("The text " + PlainText.RULE + ".");
    }
    if (PlainText.looksEmpty(text)) {
      return new Judgement.Invalid(
          "The text is empty, and must have 1 to " + longest + " characters.");
    }
    if (Wording.length(text) > longest) {
      return new Judgement.Invalid(
          "The text has " + Wording.length(text) + " characters, and may have " + longest + ".");
    }
    return countedAnswer(new Answer.Text(text), among);
  }

  @Override
  public Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among) {
    List<Wording> written =
        answer instanceof Answer.Text(String text) ? List.of(Wording.of(text)) : List.of();
    return Invalidity.written(answer, written);
  }

  @Override
  public Findings.Texts read(Results results, List<ChoiceId> among, boolean host) {
    Writings read = Writings.read(results, MOST_SHOWN, host);
    return new Findings.Texts(read.said(), read.different());
  }
}
