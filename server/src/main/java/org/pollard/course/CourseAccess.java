package org.pollard.course;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Who may do what in courses, from a bounded memory. Thread-safe. What this node changes is
/// forgotten at once; what another node changed is seen when the memory of it ends, after five
/// seconds at most.
public final class CourseAccess {

  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final CourseStore courses;
  private final PeopleStore people;
  private final Cache<VoterId, Membership> members =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(REMEMBERED).build();
  private final Cache<CourseId, Optional<Course>> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  public CourseAccess(CourseStore courses, PeopleStore people) {
    this.courses = courses;
    this.people = people;
  }

  /// The places of this person; may wait for the database.
  public Membership member(VoterId person) {
    return members.get(
        person,
        id ->
            new Membership(
                id,
                people.user(id).map(User::administrator).orElse(false),
                courses.enrollmentsOf(id)));
  }

  /// The rights of this person in a course; may wait for the database.
  public CourseRights rights(CourseId course, VoterId person) {
    return known
        .get(course, courses::course)
        .map(found -> CourseRights.of(found, member(person)))
        .orElse(CourseRights.NONE);
  }

  /// The same from memory alone; nothing when it is not remembered. Never waits.
  Optional<CourseRights> rememberedRights(CourseId course, VoterId person) {
    Optional<Course> found = known.getIfPresent(course);
    Membership member = members.getIfPresent(person);
    if (found == null || member == null) {
      return Optional.empty();
    }
    return Optional.of(found.map(each -> CourseRights.of(each, member)).orElse(CourseRights.NONE));
  }

  /// The places of this person from memory alone. Never waits.
  Optional<Membership> rememberedMember(VoterId person) {
    return Optional.ofNullable(members.getIfPresent(person));
  }

  /// To be called after a person's enrollments changed.
  void forget(VoterId person) {
    members.invalidate(person);
  }

  /// To be called after a course changed. Memberships leave deleted courses out, so they go too.
  void forget(CourseId course) {
    known.invalidate(course);
    members.invalidateAll();
  }
}
