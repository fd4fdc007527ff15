package org.pollard.course;

import com.github.benmanes.caffeine.cache.AsyncCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pollard.people.BatchLoader;
import org.pollard.people.ShortMemory;
import org.pollard.people.VoterId;

/// Who may do what in courses, from a bounded memory. Thread-safe. What this node changes is
/// forgotten at once; what another node changed is seen when the memory of it ends, after five
/// seconds at most.
public final class CourseAccess {

  private static final int MOST_MEMBERS = 100_000;
  private static final int MOST_COURSES = 10_000;

  private final CourseStore courses;
  private final BatchLoader<VoterId, Membership> memberLoader;
  private final BatchLoader<CourseId, Course> courseLoader;
  private final AsyncCache<VoterId, Membership> members = ShortMemory.ofAtMost(MOST_MEMBERS);
  private final AsyncCache<CourseId, @Nullable Course> known = ShortMemory.ofAtMost(MOST_COURSES);

  /// @param executor where the database is asked, which may wait
  public CourseAccess(CourseStore courses, Executor executor) {
    this.courses = courses;
    this.memberLoader = new BatchLoader<>(this::findMembers, executor, MOST_MEMBERS);
    this.courseLoader = new BatchLoader<>(courses::courses, executor, MOST_MEMBERS);
  }

  /// The places of this person. Never waits.
  public CompletableFuture<Membership> memberLater(VoterId person) {
    return members.get(person, (id, _) -> memberLoader.load(id));
  }

  /// The rights of this person in a course, none in a course that is not there. Never waits.
  public CompletableFuture<CourseRights> rightsLater(CourseId course, VoterId person) {
    return known
        .get(course, (id, _) -> courseLoader.load(id))
        .thenCombine(
            memberLater(person),
            (found, member) -> found == null ? CourseRights.NONE : CourseRights.of(found, member));
  }

  /// The places of this person; may wait for the database.
  public Membership member(VoterId person) {
    return memberLater(person).join();
  }

  /// The rights of this person in a course; may wait for the database.
  public CourseRights rights(CourseId course, VoterId person) {
    return rightsLater(course, person).join();
  }

  /// To be called after a person's enrollments changed.
  void forget(VoterId person) {
    members.synchronous().invalidate(person);
  }

  /// To be called after a course changed. Memberships leave deleted courses out, so those with a
  /// place there go too. Nobody else's: whoever changes a course again and again must not have
  /// everybody be looked up anew.
  void forget(CourseId course) {
    known.synchronous().invalidate(course);
    forgetIf(member -> member.belongsTo(course, null));
  }

  /// To be called after a room began to let guests in, or stopped. The membership of a guest who
  /// may come in again does not name the room yet.
  void forgetGuests(CourseId course) {
    forgetIf(member -> member.enrollments().isEmpty() || member.belongsTo(course, null));
  }

  /// Those that are still being looked up may bring the old state, so they go in any case.
  private void forgetIf(Predicate<Membership> outdated) {
    members
        .asMap()
        .values()
        .removeIf(
            found -> found.state() != Future.State.SUCCESS || outdated.test(found.resultNow()));
  }

  private Map<VoterId, Membership> findMembers(Set<VoterId> ids) {
    Map<VoterId, Membership> members = courses.members(ids);
    Map<VoterId, Membership> found = HashMap.newHashMap(ids.size());
    ids.forEach(id -> found.put(id, members.getOrDefault(id, Membership.guest(id, Set.of()))));
    return found;
  }
}
