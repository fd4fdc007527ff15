package org.pollard.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Viewer;

/// Asks the package that an audience belongs to, so that none of them knows the others.
record AudienceByKind(Audience courses, Audience meetings) implements Audience {

  @Override
  public Viewer viewer(AudienceRef audience, VoterId person) {
    return of(audience).viewer(audience, person);
  }

  @Override
  public CompletableFuture<Viewer> viewerLater(AudienceRef audience, VoterId person) {
    return of(audience).viewerLater(audience, person);
  }

  @Override
  public List<AudienceRef> audiencesOf(VoterId person) {
    List<AudienceRef> all = new ArrayList<>(courses.audiencesOf(person));
    all.addAll(meetings.audiencesOf(person));
    return all;
  }

  private Audience of(AudienceRef audience) {
    return switch (audience) {
      case AudienceRef.InCourse _ -> courses;
      case AudienceRef.InMeetingSession _ -> meetings;
    };
  }
}
