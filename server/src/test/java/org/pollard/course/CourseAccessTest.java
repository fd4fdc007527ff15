package org.pollard.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pollard.people.VoterId;

/// What is remembered of members, and what of it the change of a course has forgotten.
@NullMarked
class CourseAccessTest {

  private static final CourseId CHEMISTRY = new CourseId(1);
  private static final CourseId BIOLOGY = new CourseId(2);
  private static final VoterId CHEMIST = new VoterId(10);
  private static final VoterId BIOLOGIST = new VoterId(11);
  private static final VoterId GUEST = new VoterId(12);

  private final Map<VoterId, Membership> stored = new HashMap<>();
  private final List<VoterId> asked = new ArrayList<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final CourseAccess access = new CourseAccess(store(), later::add);

  /// Knows members and nothing else.
  private CourseStore store() {
    return (CourseStore)
        Proxy.newProxyInstance(
            CourseStore.class.getClassLoader(),
            new Class<?>[] {CourseStore.class},
            (_, method, arguments) -> {
              if (!method.getName().equals("members")) {
                throw new AssertionError(method);
              }
              Map<VoterId, Membership> found = new HashMap<>();
              for (Object each : (Collection<?>) arguments[0]) {
                asked.add((VoterId) each);
                found.put(
                    (VoterId) each,
                    stored.getOrDefault(each, Membership.guest((VoterId) each, Set.of())));
              }
              return found;
            });
  }

  @BeforeEach
  void everybody_is_remembered() {
    stored.put(CHEMIST, student(CHEMIST, CHEMISTRY));
    stored.put(BIOLOGIST, student(BIOLOGIST, BIOLOGY));
    look(CHEMIST, BIOLOGIST, GUEST);
    asked.clear();
  }

  private static Membership student(VoterId voter, CourseId course) {
    return new Membership(
        voter,
        false,
        List.of(
            new Enrollment(
                new EnrollmentId(voter.value()),
                voter,
                course,
                new SectionId(course.value()),
                EnrollmentType.STUDENT,
                EnrollmentState.ACTIVE,
                Instant.EPOCH,
                Instant.EPOCH)));
  }

  private void look(VoterId... voters) {
    for (VoterId each : voters) {
      var _ = access.memberLater(each);
    }
    work();
  }

  private void work() {
    for (Runnable next = later.poll(); next != null; next = later.poll()) {
      next.run();
    }
  }

  @Test
  void a_course_that_changes_has_its_members_looked_up_again_and_nobody_else() {
    access.forget(CHEMISTRY);
    look(CHEMIST, BIOLOGIST, GUEST);

    assertThat(asked).containsExactly(CHEMIST);
  }

  @Test
  void guests_who_may_come_in_again_are_looked_up_too() {
    access.forgetGuests(CHEMISTRY);
    stored.put(GUEST, Membership.guest(GUEST, Set.of(CHEMISTRY)));
    look(CHEMIST, BIOLOGIST, GUEST);

    assertThat(asked).containsExactly(CHEMIST, GUEST);
    assertThat(access.member(GUEST).visits()).containsExactly(CHEMISTRY);
  }

  @Test
  void who_is_being_looked_up_meanwhile_is_looked_up_again() {
    VoterId newcomer = new VoterId(13);
    var _ = access.memberLater(newcomer);
    access.forget(CHEMISTRY);
    work();
    look(newcomer);

    assertThat(asked).containsExactly(newcomer, newcomer);
  }
}
