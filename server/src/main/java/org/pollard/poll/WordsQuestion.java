package org.pollard.poll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;

/// Words, such as make a cloud.
///
/// @param entries how many one may give
/// @param longest how many characters one may have
/// @param approve whether a host looks at them before others see them
public record WordsQuestion(int entries, int longest, boolean approve, boolean abstain)
    implements Question {

  private static final int MOST_SHOWN = 100;

  static WordsQuestion read(Settings given) {
    return new WordsQuestion(
        given.whole("entries", 3, 1, 10),
        given.whole("longest", 25, 1, 60),
        given.yesOrNo("approve"),
        given.yesOrNo("abstain"));
  }

  @Override
  public Kind kind() {
    return Kind.WORDS;
  }

  @Override
  public Map<String, @Nullable Object> settings(int choices) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("entries", entries);
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
        other instanceof WordsQuestion now
            && now.entries == entries
            && now.longest == longest
            && now.abstain == abstain;
    return same ? other : null;
  }

  @Override
  public Judgement judgeAnswer(Answer answer, List<ChoiceId> among) {
    if (!(answer instanceof Answer.Words(List<String> words))) {
      return Invalidity.otherKind(kind(), "words");
    }
    List<String> normal = new ArrayList<>();
    for (String each : words) {
      String word = Wording.normal(each).orElse(null);
      if (word == null) {
        return new Judgement.Invalid("A word " + PlainText.RULE + ".");
      }
      if (PlainText.looksEmpty(word)) {
        return new Judgement.Invalid(
            "A word is empty, and must have 1 to " + longest + " characters.");
      }
      if (Wording.length(word) > longest) {
        return new Judgement.Invalid(
            "A word has " + Wording.length(word) + " characters, and may have " + longest + ".");
      }
      normal.add(word);
    }
    Judgement.Counts counts = countedAnswer(new Answer.Words(normal), among);
    return counts.written().isEmpty() || counts.written().size() > entries
        ? Invalidity.tooMany("words", counts.written().size(), 1, entries)
        : counts;
  }

  /// One person counts once for a word, in the smallest of the spellings that they gave.
  @Override
  public Judgement.Counts countedAnswer(Answer answer, List<ChoiceId> among) {
    List<Wording> written = new ArrayList<>();
    if (answer instanceof Answer.Words(List<String> words)) {
      Set<String> keys = new HashSet<>();
      words.stream()
          .sorted(Wording::compare)
          .map(Wording::of)
          .filter(each -> keys.add(each.key()))
          .forEach(written::add);
    }
    return Invalidity.written(answer, written);
  }

  @Override
  public Findings.Words read(Results results, List<ChoiceId> among, boolean host) {
    Writings read = Writings.read(results, MOST_SHOWN, host);
    return new Findings.Words(read.said(), read.different());
  }
}
