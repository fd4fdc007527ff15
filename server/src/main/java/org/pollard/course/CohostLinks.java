package org.pollard.course;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.pollard.people.Secrets;
import org.pollard.people.VoterId;

/// Links by which those who run a room have others run it with them, each once. The secret stands
/// in the fragment of the link; only its hash is stored. Thread-safe; may wait for the database.
/// Rights are the caller's to check.
public final class CohostLinks {

  /// How long somebody has who was invited.
  public static final Duration GOOD_FOR = Duration.ofDays(7);

  private final RoomStore store;
  private final Courses courses;
  private final CourseStore courseStore;
  private final Secrets secrets;
  private final InstantSource clock;

  public CohostLinks(
      RoomStore store,
      Courses courses,
      CourseStore courseStore,
      Secrets secrets,
      InstantSource clock) {
    this.store = store;
    this.courses = courses;
    this.courseStore = courseStore;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// The secret of a fresh link.
  public String make(CourseId course, VoterId by) {
    String secret = secrets.make();
    store.addCohostLink(course, by, Secrets.hash(secret), clock.instant().plus(GOOD_FOR));
    return secret;
  }

  /// The course that a link leads to; empty when it was used, is too old, or never was.
  public Optional<Course> find(String secret) {
    return store
        .cohostLink(Secrets.hash(secret), clock.instant())
        .flatMap(courseStore::course)
        .filter(each -> each.state() != CourseState.DELETED);
  }

  /// Uses up a link; gives the course that it led to.
  public Optional<CourseId> use(String secret) {
    return store.useCohostLink(Secrets.hash(secret), clock.instant());
  }

  /// Has somebody run a course from now on.
  public void enter(VoterId user, CourseId course) {
    courses.enroll(
        user, courseStore.defaultSection(course), EnrollmentType.TEACHER, EnrollmentState.ACTIVE);
  }
}
