package org.pollard.poll;

import java.util.Locale;

/// Who sees an entry. It counts in the number of people in every one of these.
public enum EntryState {
  /// Whoever sees results.
  SHOWN,
  /// Whoever sees results, and the big screen shows it alone; one of a session at a time.
  LARGE,
  /// Hosts only, until one of them takes it back.
  HIDDEN,
  /// Hosts only, until one of them has looked at it.
  PENDING;

  /// By which it is called on our own API, where being large is said apart from it.
  public String word() {
    return (isShown() ? SHOWN : this).name().toLowerCase(Locale.ROOT);
  }

  /// Whether it is for everybody who sees results.
  public boolean isShown() {
    return this == SHOWN || this == LARGE;
  }
}
