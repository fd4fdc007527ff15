package org.pollard.meeting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Viewer;

/// The participants of a meeting as the audience of the polls of one of its sessions. Thread-safe.
/// Nobody manages a poll there, not even who asked it: hidden results are hidden from all.
public final class MeetingAudience implements Audience {

  private final MeetingAccess access;
  private final MeetingStore meetings;
  private final MeetingSessionStore sessions;

  public MeetingAudience(
      MeetingAccess access, MeetingStore meetings, MeetingSessionStore sessions) {
    this.access = access;
    this.meetings = meetings;
    this.sessions = sessions;
  }

  @Override
  public Viewer viewer(AudienceRef audience, VoterId person) {
    return viewerLater(audience, person).join();
  }

  @Override
  public CompletableFuture<Viewer> viewerLater(AudienceRef audience, VoterId person) {
    return switch (audience) {
      case InCourse _ -> CompletableFuture.completedFuture(Viewer.STRANGER);
      case InMeetingSession(long session) ->
          access
              .standing(new MeetingSessionId(session), person)
              .thenApply(found -> found.map(MeetingAudience::viewer).orElse(Viewer.STRANGER));
    };
  }

  @Override
  public List<AudienceRef> audiencesOf(VoterId person) {
    return Optional.ofNullable(meetings.participantsByVoter(List.of(person)).get(person))
        .filter(participant -> !participant.deleted())
        .flatMap(participant -> sessions.active(participant.meeting()))
        .<AudienceRef>map(session -> new InMeetingSession(session.id().value()))
        .stream()
        .toList();
  }

  /// After the end nobody votes and everything stays readable.
  private static Viewer viewer(Standing standing) {
    PollPermissions polls = standing.polls();
    return new Viewer(
        standing.live() && polls.create(),
        standing.live() && polls.vote(),
        polls.view(),
        false,
        true);
  }
}
