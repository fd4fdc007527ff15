package org.pollard.command;

import java.util.List;

/// Something that an operator has to know before a command can do what it was asked for.
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int code;

  private Refusal(int code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  /// It cannot be done.
  static Refusal because(String sentence) {
    return new Refusal(Main.FAILED, sentence);
  }

  /// The settings are wrong, in these ways.
  static Refusal ofSettings(List<String> problems) {
    return new Refusal(Main.WRONG_USE, String.join(System.lineSeparator(), problems));
  }

  int code() {
    return code;
  }
}
