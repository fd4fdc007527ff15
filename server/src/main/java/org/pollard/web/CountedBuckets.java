package org.pollard.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Bucket;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.EntryState;
import org.pollard.poll.NumberQuestion;
import org.pollard.poll.Poll;
import org.pollard.poll.Results;

/// What was counted in a session, a row a bucket. Immutable.
///
/// @param people of whom shares are: all who answered but for abstentions
/// @param parted whether a bucket is a part of a choice: a step or a place
record CountedBuckets(List<Row> rows, long people, boolean parted) {

  CountedBuckets {
    rows = List.copyOf(rows);
  }

  /// @param part the step or place; empty where there is none
  /// @param correct whether it is right
  /// @param state who sees what was written; null where nothing was
  /// @param answers whether those people gave an answer; false of who abstained
  record Row(
      String label,
      String part,
      long people,
      boolean correct,
      @Nullable EntryState state,
      boolean answers) {}

  /// Who abstained comes last, where that is possible.
  static CountedBuckets of(Poll poll, List<Choice> choices, Results results, FileWords words) {
    List<ChoiceId> among = choices.stream().map(Choice::id).toList();
    Map<ChoiceId, Choice> byId = choices.stream().collect(Collectors.toMap(Choice::id, c -> c));
    List<Row> rows = new ArrayList<>();
    boolean parted = false;
    for (Bucket each : Bucket.of(poll.asks(), results, among)) {
      Choice choice = each.choice() == null ? null : byId.get(each.choice());
      Integer part = each.step() != null ? each.step() : each.place();
      parted |= part != null;
      rows.add(
          new Row(
              label(each, choice == null ? "" : choice.text()),
              part == null ? "" : part.toString(),
              each.people(),
              choice == null ? isRight(poll, each) : choice.correct() && poll.asks().marksChoices(),
              each.state(),
              true));
    }
    if (poll.asks().abstain()) {
      rows.add(new Row(words.abstained(), "", results.abstained(), false, null, false));
    }
    long people = poll.asks().people(results, among) - results.abstained();
    return new CountedBuckets(rows, people, parted);
  }

  private static boolean isRight(Poll poll, Bucket bucket) {
    return bucket.value() != null
        && poll.asks() instanceof NumberQuestion number
        && number.isRight(bucket.value());
  }

  /// Whether some of what can be answered is right.
  static boolean marked(Poll poll) {
    return poll.asks().marksChoices() || !solution(poll).isEmpty();
  }

  /// The correct number with its tolerance, each to be written in the language of a file; empty
  /// when the question has none.
  static List<BigDecimal> solution(Poll poll) {
    if (!(poll.asks() instanceof NumberQuestion number) || number.correct() == null) {
      return List.of();
    }
    return number.tolerance().signum() == 0
        ? List.of(number.correct())
        : List.of(number.correct(), number.tolerance());
  }

  private static String label(Bucket bucket, String choice) {
    if (bucket.value() != null) {
      return plain(bucket.value());
    }
    return bucket.text() != null ? bucket.text() : choice;
  }

  /// Without zeros that say nothing.
  static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  /// What its parts are called.
  static String part(Poll poll, FileWords words) {
    return switch (poll.asks().kind()) {
      case RANKING -> words.place();
      case SINGLE, SEVERAL, RATING, NUMBER, WORDS, TEXT -> words.step();
    };
  }

  /// What its buckets are called.
  static String label(Poll poll, FileWords words) {
    return switch (poll.asks().kind()) {
      case SINGLE, SEVERAL, RATING, RANKING -> words.choice();
      case NUMBER -> words.value() + unit(poll);
      case WORDS -> words.word();
      case TEXT -> words.text();
    };
  }

  private static String unit(Poll poll) {
    return poll.asks() instanceof NumberQuestion number && !number.unit().isEmpty()
        ? " (" + number.unit() + ")"
        : "";
  }
}
