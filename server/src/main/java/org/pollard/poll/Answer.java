package org.pollard.poll;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a vote says, one record a kind, in a form in which what is the same is equal. Only this
/// package may assume which kinds there are; everybody else has a `switch` over all of them.
/// Immutable.
public sealed interface Answer {

  /// Whether it says the same as one that was kept. Of a number the kept one is rounded.
  default boolean matches(Answer kept) {
    return equals(kept);
  }

  /// The same without choices that are gone.
  ///
  /// @param there those that are not
  default Answer among(Collection<ChoiceId> there) {
    return switch (this) {
      case SeveralChoices(List<ChoiceId> choices) ->
          new SeveralChoices(choices.stream().filter(there::contains).toList());
      case Ratings(Map<ChoiceId, Integer> steps) -> {
        Map<ChoiceId, Integer> left = new HashMap<>(steps);
        left.keySet().retainAll(there);
        yield new Ratings(left);
      }
      case Ranking(List<ChoiceId> items) ->
          new Ranking(items.stream().filter(there::contains).toList());
      case SingleChoice _, Rating _, Numeric _, Words _, Text _, Abstention _ -> this;
    };
  }

  /// Whether it named choices, and all of them are gone: then it says nothing any more.
  ///
  /// @param there those that are not
  default boolean isEmptied(Collection<ChoiceId> there) {
    return switch (this) {
      case SingleChoice(ChoiceId choice) -> !there.contains(choice);
      case SeveralChoices(List<ChoiceId> choices) -> choices.stream().noneMatch(there::contains);
      case Ratings(Map<ChoiceId, Integer> steps) ->
          steps.keySet().stream().noneMatch(there::contains);
      case Ranking(List<ChoiceId> items) -> items.stream().noneMatch(there::contains);
      case Rating _, Numeric _, Words _, Text _, Abstention _ -> false;
    };
  }

  /// Exactly one choice of the poll.
  record SingleChoice(ChoiceId choice) implements Answer {}

  /// Some of the choices; in which order, and how often each was named, says nothing.
  ///
  /// @param choices ascending, each once
  record SeveralChoices(List<ChoiceId> choices) implements Answer {
    public SeveralChoices {
      choices =
          choices.stream().distinct().sorted(Comparator.comparingLong(ChoiceId::value)).toList();
    }
  }

  /// A step on a scale for the question itself.
  record Rating(int step) implements Answer {}

  /// A step for each statement.
  record Ratings(Map<ChoiceId, Integer> steps) implements Answer {
    public Ratings {
      SortedMap<ChoiceId, Integer> sorted =
          new TreeMap<>(Comparator.comparingLong(ChoiceId::value));
      sorted.putAll(steps);
      steps = java.util.Collections.unmodifiableSortedMap(sorted);
    }
  }

  /// Items, the best first.
  record Ranking(List<ChoiceId> items) implements Answer {
    public Ranking {
      items = List.copyOf(items);
    }
  }

  /// A number.
  record Numeric(BigDecimal value) implements Answer {

    @Override
    public boolean matches(Answer kept) {
      return kept instanceof Numeric(BigDecimal other)
          && NumberQuestion.isOrdinary(value)
          && NumberQuestion.rounded(value, other.scale()).compareTo(other) == 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numeric(BigDecimal same) && value.compareTo(same) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value.doubleValue());
    }
  }

  /// Words as they were given; in which order, and how often each, says nothing.
  record Words(List<String> words) implements Answer {
    public Words {
      words = words.stream().map(each -> Wording.normal(each).orElse(each)).distinct().toList();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Words(List<String> same)
          && new HashSet<>(words).equals(new HashSet<>(same));
    }

    @Override
    public int hashCode() {
      return new HashSet<>(words).hashCode();
    }
  }

  /// A text.
  record Text(String text) implements Answer {
    public Text {
      text = Wording.normal(text).orElse(text);
    }
  }

  /// Nothing, on purpose.
  record Abstention() implements Answer {}
}
