package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.NullMarked;

/// One request of the fuzz. Immutable.
///
/// @param line its method and target, which say what it may get
/// @param text all of it, a character a byte
@NullMarked
record FuzzRequest(RightsCaller caller, String line, String text, Framing framing) {

  byte[] bytes() {
    return text.getBytes(ISO_8859_1);
  }

  /// How its end can be told.
  enum Framing {
    /// Another one may follow on the same connection.
    WHOLE,
    /// What follows is anybody's guess.
    ODD,
    /// Its sender hangs up in the middle.
    CUT
  }
}
