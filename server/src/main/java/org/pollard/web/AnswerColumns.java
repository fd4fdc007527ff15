package org.pollard.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pollard.poll.Answer;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Entry;
import org.pollard.poll.EntryState;
import org.pollard.poll.Kind;
import org.pollard.poll.Poll;
import org.pollard.poll.Question;
import org.pollard.poll.Results;
import org.pollard.poll.Wording;
import org.pollard.poll.WordsQuestion;

/// How answers to one poll stand in a table: a column for each choice, statement, item or entry.
/// Immutable.
final class AnswerColumns {

  private static final String CHOSEN = "1";

  private final List<String> headings;
  private final List<ChoiceId> choices;
  private final boolean abstain;

  AnswerColumns(Poll poll, List<Choice> choices, FileWords words) {
    this.choices = choices.stream().map(Choice::id).toList();
    this.abstain = poll.asks().abstain();
    List<String> all = new ArrayList<>();
    if (!choices.isEmpty()) {
      choices.forEach(each -> all.add(each.text()));
    } else if (poll.asks() instanceof WordsQuestion asked) {
      IntStream.rangeClosed(1, asked.entries()).forEach(i -> all.add(words.word() + " " + i));
    } else {
      all.add(ofKind(poll.asks().kind(), words));
    }
    if (abstain) {
      all.add(words.abstained());
    }
    this.headings = List.copyOf(all);
  }

  private static String ofKind(Kind kind, FileWords words) {
    return switch (kind) {
      case SINGLE, SEVERAL, RANKING -> words.choice();
      case RATING -> words.step();
      case NUMBER -> words.value();
      case WORDS, TEXT -> words.text();
    };
  }

  List<String> headings() {
    return headings;
  }

  /// The cells of a row, as many as there are headings.
  List<String> cells(Answer answer) {
    List<String> cells = new ArrayList<>(Collections.nCopies(headings.size(), ""));
    switch (answer) {
      case Answer.SingleChoice(ChoiceId choice) -> put(cells, choice, CHOSEN);
      case Answer.SeveralChoices(List<ChoiceId> some) ->
          some.forEach(each -> put(cells, each, CHOSEN));
      case Answer.Rating(int step) -> cells.set(0, Integer.toString(step));
      case Answer.Ratings(Map<ChoiceId, Integer> steps) ->
          steps.forEach((statement, step) -> put(cells, statement, Integer.toString(step)));
      case Answer.Ranking(List<ChoiceId> items) -> {
        for (int i = 0; i < items.size(); i++) {
          put(cells, items.get(i), Integer.toString(i + 1));
        }
      }
      case Answer.Numeric(BigDecimal value) -> cells.set(0, CountedBuckets.plain(value));
      case Answer.Words(List<String> words) -> {
        for (int i = 0; i < Math.min(words.size(), cells.size()); i++) {
          cells.set(i, words.get(i));
        }
      }
      case Answer.Text(String text) -> cells.set(0, text);
      case Answer.Abstention() -> {
        if (abstain) {
          cells.set(cells.size() - 1, CHOSEN);
        }
      }
    }
    return cells;
  }

  /// What was chosen and is gone since stands nowhere.
  private void put(List<String> cells, ChoiceId choice, String cell) {
    int place = choices.indexOf(choice);
    if (place >= 0) {
      cells.set(place, cell);
    }
  }

  /// What of an answer is not shown to everybody, and why; empty where all of it is.
  ///
  /// @param states of what was written, by [Wording#key()]
  static String unseen(Answer answer, Map<String, EntryState> states, FileWords words) {
    return switch (answer) {
      case Answer.Text(String text) -> words.unseen(states.get(Wording.key(text)));
      case Answer.Words(List<String> some) ->
          some.stream()
              .map(each -> Map.entry(each, words.unseen(states.get(Wording.key(each)))))
              .filter(each -> !each.getValue().isEmpty())
              .map(each -> each.getKey() + ": " + each.getValue())
              .collect(Collectors.joining("; "));
      case Answer.SingleChoice _,
          Answer.SeveralChoices _,
          Answer.Rating _,
          Answer.Ratings _,
          Answer.Ranking _,
          Answer.Numeric _,
          Answer.Abstention _ ->
          "";
    };
  }

  /// Who sees what was written in a session, by [Wording#key()].
  static Map<String, EntryState> states(Question asks, Results results) {
    Map<String, EntryState> states = new HashMap<>();
    if (asks.moderated()) {
      for (Entry each : results.entries()) {
        each.spellings().forEach(one -> states.put(Wording.key(one.text()), each.state()));
      }
    }
    return states;
  }

  /// The same in one cell, where polls of all kinds stand below each other.
  String inOneCell(Answer answer) {
    List<String> cells = cells(answer);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (!cell.isEmpty()) {
        said.add(
            switch (answer) {
              case Answer.SingleChoice _, Answer.SeveralChoices _, Answer.Abstention _ ->
                  headings.get(i);
              case Answer.Ratings _, Answer.Ranking _ -> headings.get(i) + ": " + cell;
              case Answer.Rating _, Answer.Numeric _, Answer.Words _, Answer.Text _ -> cell;
            });
      }
    }
    return String.join("; ", said);
  }
}
