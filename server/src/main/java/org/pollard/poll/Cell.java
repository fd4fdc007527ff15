package org.pollard.poll;

/// One thing that is counted in a poll session: a choice, a step of a statement, a place of an
/// item, something that was written. Which of them only the question knows. Cells of a choice lie
/// beside each other, so that they can go with it.
///
/// @param number as it is stored; below 0 for what every kind has, from 1 for all others
public record Cell(long number) implements Comparable<Cell> {

  /// Who chose not to answer.
  public static final Cell ABSTAINED = new Cell(-1);

  /// Who answered, abstentions included; not counted where the other cells say it (`single`).
  public static final Cell PEOPLE = new Cell(-2);

  /// More than the steps of any scale and the places of any ranking.
  private static final int PARTS = 32;

  /// The one cell of a choice.
  static Cell of(ChoiceId choice) {
    return new Cell(choice.value());
  }

  /// A part of a choice.
  ///
  /// @param part from 0, below 32
  static Cell of(ChoiceId choice, int part) {
    return new Cell(choice.value() * PARTS + part);
  }

  @Override
  public int compareTo(Cell other) {
    return Long.compare(number, other.number);
  }

  /// Cells beside each other, both ends among them.
  public record Span(long first, long last) {

    static Span of(ChoiceId choice) {
      return new Span(choice.value(), choice.value());
    }

    static Span ofParts(ChoiceId choice) {
      return new Span(choice.value() * PARTS, choice.value() * PARTS + PARTS - 1);
    }
  }
}
