package org.pollard.poll;

/// What a vote says. Only this package may assume which kinds there are.
public sealed interface Answer {

  /// Exactly one choice of the poll.
  record SingleChoice(ChoiceId choice) implements Answer {}
}
