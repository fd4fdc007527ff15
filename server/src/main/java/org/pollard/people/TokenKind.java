package org.pollard.people;

/// What a token was made for.
public enum TokenKind {
  /// Somebody gives it to a program.
  PROGRAM,
  /// Stands in the cookie of a browser that has signed in.
  BROWSER,
  /// Of the demo; good until the next start.
  DEMO
}
