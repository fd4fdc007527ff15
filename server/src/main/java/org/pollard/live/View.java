package org.pollard.live;

/// The forms in which a snapshot is drawn. Whoever may see the same gets the same bytes.
enum View {
  HIDDEN(0, false, false),
  HIDDEN_AFTER_VOTE(1, false, true),
  SHOWN(2, true, false),
  SHOWN_AFTER_VOTE(3, true, true);

  private final int number;
  private final boolean results;
  private final boolean voted;

  View(int number, boolean results, boolean voted) {
    this.number = number;
    this.results = results;
    this.voted = voted;
  }

  /// By which clients that come back name it.
  int number() {
    return number;
  }

  /// Whether counts are in it.
  boolean results() {
    return results;
  }

  /// Whether it tells the viewer that their own vote is counted.
  boolean voted() {
    return voted;
  }

  static View of(boolean results, boolean voted) {
    if (results) {
      return voted ? SHOWN_AFTER_VOTE : SHOWN;
    }
    return voted ? HIDDEN_AFTER_VOTE : HIDDEN;
  }
}
