package org.pollard.poll;

import org.jspecify.annotations.Nullable;

/// An image that stands with a question or with one of its choices. What it looks like is kept
/// apart, under its name. Immutable.
///
/// @param choice with which it stands; null: with the question
/// @param name drawn by lot, since whoever knows it may see the image
/// @param alt what it shows, for those who do not see it
public record Picture(
    PollId poll, @Nullable ChoiceId choice, String name, String alt, int width, int height) {

  /// Characters of what it shows.
  public static final int LONGEST_ALT = 500;
}
