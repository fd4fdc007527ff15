package org.pollard.poll;

import java.util.List;

/// Sentences that say why something cannot be an answer, with the limit and the value.
final class Invalidity {

  private Invalidity() {}

  /// @param member in which an answer of the poll's kind stands
  static Judgement otherKind(Kind kind, String member) {
    return new Judgement.Invalid(
        "This poll is of the kind " + kind.word() + ": its answer is a member " + member + ".");
  }

  static Judgement outside(String what, String value, String least, String most) {
    return new Judgement.Invalid(
        what + " is " + value + ", and must be " + least + " to " + most + ".");
  }

  static Judgement tooMany(String what, int there, int least, int most) {
    String limit = least == most ? Integer.toString(least) : least + " to " + most;
    return new Judgement.Invalid(what + ": there are " + there + ", and must be " + limit + ".");
  }

  /// Where an answer that people have written counts.
  static Judgement.Counts written(Answer answer, List<Wording> written) {
    return new Judgement.Counts(answer, List.of(Cell.PEOPLE), written);
  }
}
