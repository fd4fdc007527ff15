package org.pollard.people;

/// The part of a list that is asked for: `limit` items after skipping `offset`.
public record Slice(long offset, int limit) {

  public Slice {
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
    }
  }

  /// The first `limit` items.
  public static Slice first(int limit) {
    return new Slice(0, limit);
  }
}
