package org.pollard.poll;

import org.jspecify.annotations.Nullable;

/// One possible answer to a poll.
///
/// @param position where it stands among the others: ascending, those without one last, equals by
///   id
/// @param correct whether it is a right answer
public record Choice(
    ChoiceId id, PollId poll, String text, @Nullable Integer position, boolean correct) {

  /// The same in other words.
  public Choice saying(String words) {
    return new Choice(id, poll, words, position, correct);
  }
}
