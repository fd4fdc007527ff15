package org.pollard.server;

import java.util.Collection;
import org.pollard.live.Watching;
import org.pollard.meeting.MeetingChanges;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.Peer;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef.InMeetingSession;

/// Has the streams of a meeting looked at again when what may be seen there changed.
record MeetingNews(Watching watching) implements MeetingChanges {

  @Override
  public void joined(Peer peer) {
    // Streams do not tell who is there.
  }

  @Override
  public void left(Peer peer) {
    // Streams do not tell who is there.
  }

  @Override
  public void permissionsChanged(MeetingSessionId session, Collection<VoterId> voters) {
    watching.shown(new InMeetingSession(session.value()));
  }

  @Override
  public void ended(MeetingSession session) {
    watching.shown(new InMeetingSession(session.id().value()));
  }
}
