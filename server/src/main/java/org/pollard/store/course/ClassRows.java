package org.pollard.store.course;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pollard.course.CourseStore.Arrival;
import org.pollard.course.CourseStore.Arrived;
import org.pollard.course.CourseStore.NewStudent;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Section;
import org.pollard.people.NewUser;
import org.pollard.people.User;
import org.pollard.people.VoterId;
import org.pollard.store.Database;
import org.pollard.store.people.PeopleRows;

/// Enrolls classes, each with one transaction: passwords are shown once, so that half a class that
/// was stored without an answer would be locked out. Thread-safe.
final class ClassRows {

  private final Database database;

  ClassRows(Database database) {
    this.database = database;
  }

  List<Arrived> enroll(Section section, List<NewStudent> people, Instant now) {
    return database.write(
        handle -> {
          List<Arrived> arrivals = new ArrayList<>(people.size());
          for (NewStudent each : people) {
            arrivals.add(enroll(handle, section, each, now));
          }
          return arrivals;
        });
  }

  private static Arrived enroll(Handle handle, Section section, NewStudent person, Instant now) {
    NewUser wanted = new NewUser(person.name(), person.login(), person.passwordHash(), false);
    Optional<User> made = PeopleRows.add(handle, wanted, now);
    if (made.isPresent()) {
      enroll(handle, section, made.get().id(), EnrollmentState.ACTIVE, false, now);
      return new Arrived(made.get().id(), Arrival.MADE);
    }
    VoterId known = PeopleRows.byLogin(handle, person.login()).orElseThrow().id();
    if (EnrollmentRows.isIn(handle, known, section.course())) {
      return new Arrived(known, Arrival.THERE);
    }
    enroll(handle, section, known, EnrollmentState.INVITED, true, now);
    return new Arrived(known, Arrival.INVITED);
  }

  private static void enroll(
      Handle handle,
      Section section,
      VoterId user,
      EnrollmentState state,
      boolean unasked,
      Instant now) {
    EnrollmentRows.enroll(
        handle,
        new EnrollmentRows.Wish(
            user, section.course(), section.id(), EnrollmentType.STUDENT, state, unasked),
        now);
  }
}
