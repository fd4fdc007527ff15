package org.pollard.course;

/// What somebody is in a room, from who may do most to who may do least.
public enum RoomRole {
  /// Runs the room: asks, changes it, and says who is in it.
  HOST,
  /// Asks, opens and closes, and sees results.
  ASSISTANT,
  /// May do what an assistant may.
  DESIGNER,
  /// Answers.
  PARTICIPANT,
  /// Looks on.
  OBSERVER,
  /// Answers, without an account.
  GUEST;

  static RoomRole of(EnrollmentType type) {
    return switch (type) {
      case TEACHER -> HOST;
      case TA -> ASSISTANT;
      case DESIGNER -> DESIGNER;
      case STUDENT -> PARTICIPANT;
      case OBSERVER -> OBSERVER;
    };
  }
}
