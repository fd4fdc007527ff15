package org.pollard.course;

import org.jspecify.annotations.Nullable;
import org.pollard.people.TokenId;

/// A course that people join by a code.
///
/// @param code what people type: six characters, none of which looks like another
/// @param linkSecret what stands in the QR code beside the code
/// @param guests whether people without an account may join
/// @param guestsAMinute how many new guests it takes from one address within a minute; 0: as many
///   as come
/// @param nextOpens whether the next poll is opened as it is shown
/// @param overlay the link that shows what its big screen shows; null: there is none
/// @param seenByAll whether what is on show is told to everybody who knows the code, without a name
public record Room(
    CourseId course,
    String code,
    String linkSecret,
    boolean guests,
    int guestsAMinute,
    boolean nextOpens,
    RoomStyle style,
    @Nullable Overlay overlay,
    boolean seenByAll) {

  /// A link, which ends with what it was made with.
  ///
  /// @param hash of its secret
  /// @param with the token with which it was made; null: a password, a link or the operator
  public record Overlay(String hash, @Nullable TokenId with) {}

  /// More than that come from one address in no hall.
  public static final int MOST_GUESTS_A_MINUTE = 1_000;

  public Room {
    if (guestsAMinute < 0 || guestsAMinute > MOST_GUESTS_A_MINUTE) {
      throw new IllegalArgumentException(
          "guests a minute must be 0 to %d, not %d".formatted(MOST_GUESTS_A_MINUTE, guestsAMinute));
    }
  }

  /// A room that looks as they are made.
  public Room(
      CourseId course,
      String code,
      String linkSecret,
      boolean guests,
      int guestsAMinute,
      boolean nextOpens) {
    this(course, code, linkSecret, guests, guestsAMinute, nextOpens, RoomStyle.USUAL, null, false);
  }

  /// A room that takes as many guests as come, and whose polls are opened one by one.
  public Room(CourseId course, String code, String linkSecret, boolean guests) {
    this(course, code, linkSecret, guests, 0, false);
  }

  /// The same with another code and another QR code.
  Room renewed(String otherCode, String otherSecret) {
    return new Room(
        course,
        otherCode,
        otherSecret,
        guests,
        guestsAMinute,
        nextOpens,
        style,
        overlay,
        seenByAll);
  }

  Room withGuests(boolean allowed) {
    return new Room(
        course, code, linkSecret, allowed, guestsAMinute, nextOpens, style, overlay, seenByAll);
  }

  Room withGuestsAMinute(int most) {
    return new Room(course, code, linkSecret, guests, most, nextOpens, style, overlay, seenByAll);
  }

  Room withNextOpens(boolean opens) {
    return new Room(
        course, code, linkSecret, guests, guestsAMinute, opens, style, overlay, seenByAll);
  }

  Room withStyle(RoomStyle wanted) {
    return new Room(
        course, code, linkSecret, guests, guestsAMinute, nextOpens, wanted, overlay, seenByAll);
  }

  Room withOverlay(@Nullable Overlay wanted) {
    return new Room(
        course, code, linkSecret, guests, guestsAMinute, nextOpens, style, wanted, seenByAll);
  }

  Room withSeenByAll(boolean wanted) {
    return new Room(
        course, code, linkSecret, guests, guestsAMinute, nextOpens, style, overlay, wanted);
  }
}
