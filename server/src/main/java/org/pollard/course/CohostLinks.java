package org.pollard.course;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Secrets;
import org.pollard.people.StandingLinks;
import org.pollard.people.TokenId;
import org.pollard.people.VoterId;

/// Links by which those who run a room have others run it with them, each once. The secret stands
/// in the fragment of the link; only its hash is stored. A link ends with whoever made it: when
/// they do not run the room any more, and when the token that they showed is not good any more.
/// Thread-safe; may wait for the database. Rights are the caller's to check.
public final class CohostLinks {

  /// How long somebody has who was invited.
  public static final Duration GOOD_FOR = Duration.ofDays(7);

  private final RoomStore store;
  private final Courses courses;
  private final CourseStore courseStore;
  private final CourseAccess access;
  private final Secrets secrets;
  private final InstantSource clock;
  private final StandingLinks standing;

  /// @param executor where the database is asked, which may wait
  public CohostLinks(
      RoomStore store,
      Courses courses,
      CourseStore courseStore,
      CourseAccess access,
      Secrets secrets,
      InstantSource clock,
      Executor executor) {
    this.store = store;
    this.courses = courses;
    this.courseStore = courseStore;
    this.access = access;
    this.secrets = secrets;
    this.clock = clock;
    this.standing =
        new StandingLinks(hashes -> store.standingCohostLinks(hashes, clock.instant()), executor);
  }

  /// The secret of a fresh link.
  ///
  /// @param with the token with which it is made; null: a password, a link or the operator
  public String make(CourseId course, VoterId by, @Nullable TokenId with) {
    String secret = secrets.make();
    store.addCohostLink(
        new RoomStore.Invitation(course, by, with),
        Secrets.hash(secret),
        clock.instant().plus(GOOD_FOR));
    return secret;
  }

  /// The course that a link leads to; empty when it was used, is too old, or never was.
  public Optional<Course> find(String secret) {
    String hash = Secrets.hash(secret);
    if (!standing.hold(hash)) {
      return Optional.empty();
    }
    return store
        .cohostLink(hash, clock.instant())
        .filter(this::stands)
        .flatMap(each -> courseStore.course(each.course()))
        .filter(each -> each.state() != CourseState.DELETED);
  }

  /// Uses up a link; gives the course that it led to.
  public Optional<CourseId> use(String secret) {
    return store
        .useCohostLink(Secrets.hash(secret), clock.instant())
        .filter(this::stands)
        .map(RoomStore.Invitation::course);
  }

  private boolean stands(RoomStore.Invitation invitation) {
    return access.rights(invitation.course(), invitation.by()).teach();
  }

  /// Has somebody run a course from now on.
  public void enter(VoterId user, CourseId course) {
    courses.enroll(
        user, courseStore.defaultSection(course), EnrollmentType.TEACHER, EnrollmentState.ACTIVE);
  }
}
