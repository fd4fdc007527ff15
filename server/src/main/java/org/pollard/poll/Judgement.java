package org.pollard.poll;

import java.util.List;

/// What a question says of an answer.
public sealed interface Judgement {

  /// It counts.
  ///
  /// @param answer as it is kept: with its number rounded, and otherwise as it was given
  /// @param cells in which it counts once each
  /// @param written what it counts as beside them, each once
  record Counts(Answer answer, List<Cell> cells, List<Wording> written) implements Judgement {
    public Counts {
      cells = List.copyOf(cells);
      written = List.copyOf(written);
    }
  }

  /// It names a choice that the poll does not have.
  record UnknownChoice() implements Judgement {}

  /// It cannot be an answer to this question.
  ///
  /// @param detail names the limit and the value
  record Invalid(String detail) implements Judgement {}
}
