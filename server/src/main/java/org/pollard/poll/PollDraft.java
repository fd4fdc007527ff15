package org.pollard.poll;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A poll as it is wished for, whole. Immutable.
public record PollDraft(
    String question, @Nullable String description, Question asks, List<DraftChoice> choices) {

  public PollDraft {
    choices = List.copyOf(choices);
  }

  /// A choice as it is wished for; they stand in their order.
  ///
  /// @param id of one that is there already and stays
  public record DraftChoice(@Nullable ChoiceId id, String text, boolean correct) {}
}
