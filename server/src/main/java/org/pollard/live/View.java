package org.pollard.live;

/// The forms in which a snapshot is drawn. Whoever may see the same gets the same bytes.
enum View {
  HIDDEN(0, false, false, false),
  HIDDEN_AFTER_VOTE(1, false, true, false),
  SHOWN(2, true, false, false),
  SHOWN_AFTER_VOTE(3, true, true, false),
  HOST(4, true, false, true),
  HOST_AFTER_VOTE(5, true, true, true);

  private final int number;
  private final boolean results;
  private final boolean voted;
  private final boolean host;

  View(int number, boolean results, boolean voted, boolean host) {
    this.number = number;
    this.results = results;
    this.voted = voted;
    this.host = host;
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

  /// Whether it holds what only hosts see of results: entries that are hidden or wait.
  boolean host() {
    return host;
  }

  static View of(boolean results, boolean voted) {
    if (results) {
      return voted ? SHOWN_AFTER_VOTE : SHOWN;
    }
    return voted ? HIDDEN_AFTER_VOTE : HIDDEN;
  }

  /// That of somebody who moderates what is written.
  static View ofHost(boolean voted) {
    return voted ? HOST_AFTER_VOTE : HOST;
  }
}
