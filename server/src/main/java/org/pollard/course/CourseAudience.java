package org.pollard.course;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Viewer;

/// The people of a course, or of one of its sections, as an audience. Thread-safe.
public final class CourseAudience implements Audience {

  private final CourseAccess access;

  public CourseAudience(CourseAccess access) {
    this.access = access;
  }

  @Override
  public Viewer viewer(AudienceRef audience, VoterId person) {
    return viewerLater(audience, person).join();
  }

  @Override
  public CompletableFuture<Viewer> viewerLater(AudienceRef audience, VoterId person) {
    return switch (audience) {
      case InCourse in -> access.viewerLater(in, person);
      case InMeetingSession _ -> CompletableFuture.completedFuture(Viewer.STRANGER);
    };
  }

  @Override
  public List<AudienceRef> audiencesOf(VoterId person) {
    Set<AudienceRef> found = new LinkedHashSet<>();
    Membership member = access.member(person);
    member.visits().forEach(each -> found.add(new InCourse(each.value(), null)));
    for (Enrollment each : member.enrollments()) {
      found.add(new InCourse(each.course().value(), null));
      found.add(new InCourse(each.course().value(), each.section().value()));
    }
    return List.copyOf(found);
  }
}
