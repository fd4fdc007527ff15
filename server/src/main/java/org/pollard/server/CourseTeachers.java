package org.pollard.server;

import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseRights;
import org.pollard.live.RoomTeachers;
import org.pollard.people.VoterId;

/// Asks the course.
record CourseTeachers(CourseAccess access) implements RoomTeachers {

  @Override
  public Standing standing(long course, VoterId person) {
    CourseRights rights = access.rights(new CourseId(course), person);
    if (rights.teach()) {
      return Standing.TEACHES;
    }
    return rights.read() || rights.staff() ? Standing.SEES : Standing.NOBODY;
  }

  @Override
  public boolean teachesNow(VoterId person) {
    return access.member(person).teachesNow();
  }
}
