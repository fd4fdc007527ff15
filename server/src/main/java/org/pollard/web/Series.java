package org.pollard.web;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.pollard.poll.Answer;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.RatingQuestion;

/// What is counted over time: a line for each choice or step; where an answer says more than that,
/// one line for all who answered. Immutable.
///
/// @param names of the lines; none where there is one for all
/// @param lines to which an answer adds, by their places
record Series(List<String> names, Function<Answer, List<Integer>> lines) {

  Series {
    names = List.copyOf(names);
  }

  static Series of(ManagedSessions.Managed managed) {
    if (managed.poll().asks().marksChoices()) {
      List<ChoiceId> ids = managed.choices().stream().map(Choice::id).toList();
      return new Series(
          managed.choices().stream().map(Choice::text).toList(),
          answer -> chosen(answer).stream().map(ids::indexOf).filter(each -> each >= 0).toList());
    }
    if (managed.poll().asks() instanceof RatingQuestion scale && managed.choices().isEmpty()) {
      return new Series(
          IntStream.rangeClosed(scale.from(), scale.to()).mapToObj(Integer::toString).toList(),
          answer ->
              answer instanceof Answer.Rating(int step) ? List.of(step - scale.from()) : List.of());
    }
    return new Series(List.of(), _ -> List.of(0));
  }

  /// How many lines there are.
  int count() {
    return Math.max(1, names.size());
  }

  private static List<ChoiceId> chosen(Answer answer) {
    return switch (answer) {
      case Answer.SingleChoice(ChoiceId choice) -> List.of(choice);
      case Answer.SeveralChoices(List<ChoiceId> choices) -> choices;
      case Answer.Rating _,
          Answer.Ratings _,
          Answer.Ranking _,
          Answer.Numeric _,
          Answer.Words _,
          Answer.Text _,
          Answer.Abstention _ ->
          List.of();
    };
  }
}
