package org.pollard.course;

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
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.Viewer;

/// Who may do what in courses, from a bounded memory. Thread-safe. What this node changes is
/// forgotten at once; what another node changed is seen when the memory of it ends, after five
/// seconds at most.
public final class CourseAccess {

  private static final int MOST_MEMBERS = 100_000;
  private static final int MOST_COURSES = 10_000;

  private final CourseStore courses;
  private final BatchLoader<VoterId, Remembered> memberLoader;
  private final BatchLoader<CourseId, Course> courseLoader;
  private final ShortMemory<VoterId, Remembered> members = new ShortMemory<>(MOST_MEMBERS);
  private final ShortMemory<CourseId, @Nullable Course> known = new ShortMemory<>(MOST_COURSES);

  /// @param executor where the database is asked, which may wait
  public CourseAccess(CourseStore courses, Executor executor) {
    this.courses = courses;
    this.memberLoader = new BatchLoader<>(this::findMembers, executor, MOST_MEMBERS);
    this.courseLoader = new BatchLoader<>(courses::courses, executor, MOST_MEMBERS);
  }

  /// What is remembered of a person: their places, and as whom an audience saw them last, so that
  /// whoever votes in one session after the other is judged once.
  private static final class Remembered {

    private final Membership member;
    private volatile @Nullable Seen seen;

    Remembered(Membership member) {
      this.member = member;
    }

    /// The very course as it is remembered now, or it was looked up anew and may have changed.
    @SuppressWarnings("ReferenceEquality")
    CompletableFuture<Viewer> viewer(InCourse audience, @Nullable Course course) {
      Seen last = seen;
      if (last == null || last.course() != course || !last.audience().equals(audience)) {
        last = Seen.of(audience, course, member);
        seen = last;
      }
      return last.viewer();
    }
  }

  /// @param course as it was, for which the viewer is right
  private record Seen(
      InCourse audience, @Nullable Course course, CompletableFuture<Viewer> viewer) {

    static Seen of(InCourse audience, @Nullable Course course, Membership member) {
      CourseRights rights = course == null ? CourseRights.NONE : CourseRights.of(course, member);
      return new Seen(
          audience, course, CompletableFuture.completedFuture(rights.viewer(audience, member)));
    }
  }

  private CompletableFuture<Remembered> rememberedLater(VoterId person) {
    return members.get(person, memberLoader::load);
  }

  private CompletableFuture<@Nullable Course> courseLater(CourseId course) {
    return known.get(course, courseLoader::load);
  }

  /// The places of this person. Never waits.
  public CompletableFuture<Membership> memberLater(VoterId person) {
    return rememberedLater(person).thenApply(each -> each.member);
  }

  /// The rights of this person in a course, none in a course that is not there. Never waits.
  public CompletableFuture<CourseRights> rightsLater(CourseId course, VoterId person) {
    return courseLater(course)
        .thenCombine(
            memberLater(person),
            (found, member) -> found == null ? CourseRights.NONE : CourseRights.of(found, member));
  }

  /// What this person may do as one of that audience. Never waits.
  CompletableFuture<Viewer> viewerLater(InCourse audience, VoterId person) {
    CompletableFuture<@Nullable Course> course = courseLater(new CourseId(audience.courseId()));
    CompletableFuture<Remembered> remembered = rememberedLater(person);
    return course.state() == Future.State.SUCCESS && remembered.state() == Future.State.SUCCESS
        ? remembered.resultNow().viewer(audience, course.resultNow())
        : course.thenCompose(found -> remembered.thenCompose(each -> each.viewer(audience, found)));
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
    members.forget(person);
  }

  /// To be called after a course changed. Memberships leave deleted courses out, so those with a
  /// place there go too. Nobody else's: whoever changes a course again and again must not have
  /// everybody be looked up anew.
  void forget(CourseId course) {
    known.forget(course);
    forgetIf(member -> member.belongsTo(course, null));
  }

  /// To be called after a room began to let guests in, or stopped. The membership of a guest who
  /// may come in again does not name the room yet.
  void forgetGuests(CourseId course) {
    forgetIf(member -> member.enrollments().isEmpty() || member.belongsTo(course, null));
  }

  /// Forgets everything that is remembered for a while.
  public void forgetAll() {
    members.forgetAll();
    known.forgetAll();
  }

  /// Those that are still being looked up may bring the old state, so they go in any case.
  private void forgetIf(Predicate<Membership> outdated) {
    members.forgetIf((_, found) -> found == null || outdated.test(found.member));
  }

  private Map<VoterId, Remembered> findMembers(Set<VoterId> ids) {
    Map<VoterId, Membership> members = courses.members(ids);
    Map<VoterId, Remembered> found = HashMap.newHashMap(ids.size());
    ids.forEach(
        id ->
            found.put(
                id, new Remembered(members.getOrDefault(id, Membership.guest(id, Set.of())))));
    return found;
  }
}
