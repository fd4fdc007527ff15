package org.pollard.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;

/// What is asked. Its choices are kept beside it.
///
/// @param question in words
/// @param asks how it may be answered
public record Poll(
    PollId id,
    VoterId owner,
    String question,
    @Nullable String description,
    Question asks,
    Instant createdAt) {

  /// One that asks for one choice of some.
  public Poll(
      PollId id, VoterId owner, String question, @Nullable String description, Instant createdAt) {
    this(id, owner, question, description, SingleQuestion.PLAIN, createdAt);
  }

  /// The same in other words.
  public Poll saying(String words, @Nullable String explanation) {
    return new Poll(id, owner, words, explanation, asks, createdAt);
  }
}
