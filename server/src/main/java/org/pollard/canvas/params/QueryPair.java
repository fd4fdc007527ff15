package org.pollard.canvas.params;

import org.jspecify.annotations.Nullable;

/// One decoded pair of a query or form; the value is null when there was no `=`. Immutable.
public record QueryPair(String name, @Nullable String value) {
  /// Names only, since a value may be a token.
  @Override
  public String toString() {
    return "QueryPair[" + name + "]";
  }
}
