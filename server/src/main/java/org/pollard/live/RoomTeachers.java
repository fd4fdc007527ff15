package org.pollard.live;

import org.pollard.people.VoterId;

/// Port: what somebody is to a course. Thread-safe; may wait for the database.
public interface RoomTeachers {

  Standing standing(long course, VoterId person);

  /// Whether somebody may make polls: a teacher of some course now. The Canvas wire takes whoever
  /// ever was one.
  boolean teachesNow(VoterId person);

  /// From the most to the least.
  enum Standing {
    /// An active teacher of it, or an administrator.
    TEACHES,
    /// Somebody who may know of it.
    SEES,
    /// Somebody for whom it is not there.
    NOBODY
  }
}
