package org.pollard.poll;

/// A question that only a newer version of the program knows, met while nodes are upgraded one
/// after the other: nothing was done, and a newer node can.
public final class NewerQuestionException extends RuntimeException {

  /// What it is called where programs read it.
  public static final String CODE = "newer_question";

  /// The same for people.
  public static final String WORDS =
      "This server is too old for this question, and a newer one can answer; try again";

  private static final long serialVersionUID = 1;

  NewerQuestionException(String kind) {
    super("this version knows no question of the kind " + kind, null, false, false);
  }
}
