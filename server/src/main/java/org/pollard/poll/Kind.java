package org.pollard.poll;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The kinds of question that there are.
public enum Kind {
  SINGLE(SingleQuestion::read),
  SEVERAL(SeveralQuestion::read),
  RATING(RatingQuestion::read),
  RANKING(RankingQuestion::read),
  NUMBER(NumberQuestion::read),
  WORDS(WordsQuestion::read),
  TEXT(TextQuestion::read);

  @SuppressWarnings("ImmutableEnumChecker") // refers to methods that keep nothing
  private final Function<Settings, Question> reading;

  Kind(Function<Settings, Question> reading) {
    this.reading = reading;
  }

  /// Its question with these settings; what is wrong with them is noted there.
  Question read(Settings given) {
    return reading.apply(given);
  }

  /// Its question with settings as they were kept.
  public Question kept(String settings) {
    return read(Settings.kept(settings));
  }

  /// The same for whoever judges answers; empty when there is a setting that only a newer version
  /// knows, without which an answer might count as something else.
  public Optional<Question> judging(String settings) {
    Settings kept = Settings.kept(settings);
    Question question = read(kept);
    return kept.areKnown() ? Optional.of(question) : Optional.empty();
  }

  /// Its question as it is where nothing else is said.
  public Question plain() {
    return read(Settings.of(Map.of()));
  }

  /// Whether there is something to choose from or to judge; else people write.
  public boolean hasChoices() {
    return switch (this) {
      case SINGLE, SEVERAL, RATING, RANKING -> true;
      case NUMBER, WORDS, TEXT -> false;
    };
  }

  /// By which it is called on our own API.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind that a row names; empty when only a newer version knows it.
  public static Optional<Kind> named(String name) {
    for (Kind each : values()) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// The same for whoever cannot do without.
  ///
  /// @throws NewerQuestionException when only a newer version knows it
  public static Kind known(String name) {
    return named(name).orElseThrow(() -> new NewerQuestionException(name));
  }

  /// The kind of this word.
  public static Optional<Kind> of(String word) {
    for (Kind each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
