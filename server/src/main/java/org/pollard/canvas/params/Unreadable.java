package org.pollard.canvas.params;

/// Ends the reading of parameters deep inside a body; never leaves [ParamsReader]. The message is
/// meant for the client and holds names, never values.
final class Unreadable extends Exception {
  private static final int LONGEST_NAME = 64;

  Unreadable(String reason) {
    // No stack trace: hostile bodies would make us pay for each.
    super(reason, null, false, false);
  }

  /// The name as it may stand in a reason: quoted and clipped, without cutting a character in two.
  static String quoted(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= LONGEST_NAME
        ? "'" + name + "'"
        : "'" + name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…'";
  }

  /// What the client is told.
  String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
