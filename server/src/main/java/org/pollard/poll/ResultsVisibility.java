package org.pollard.poll;

/// When those who do not manage a poll session see its results.
public enum ResultsVisibility {
  /// Not before the host reveals them, which makes them public.
  UNTIL_REVEALED,
  /// As soon as one has voted.
  AFTER_VOTE,
  /// Always.
  PUBLIC;

  /// Whether somebody without the right to manage sees results.
  public boolean shows(boolean voted) {
    return switch (this) {
      case UNTIL_REVEALED -> false;
      case AFTER_VOTE -> voted;
      case PUBLIC -> true;
    };
  }
}
