package org.pollard.poll;

import java.util.Locale;

/// Who sees an entry. It counts in the number of people in every one of these.
public enum EntryState {
  /// Whoever sees results.
  SHOWN,
  /// Hosts only, until one of them takes it back.
  HIDDEN,
  /// Hosts only, until one of them has looked at it.
  PENDING;

  /// By which it is called on our own API.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
