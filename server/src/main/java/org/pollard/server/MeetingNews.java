package org.pollard.server;

import java.util.Collection;
import org.pollard.live.Watching;
import org.pollard.meeting.MeetingChanges;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.Peer;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef.InMeetingSession;

/// Has the streams of a meeting looked at again when what may be seen there changed, and tells the
/// client sockets everything.
record MeetingNews(Watching watching, MeetingChanges sockets) implements MeetingChanges {

  @Override
  public void joined(Peer peer) {
    sockets.joined(peer);
  }

  @Override
  public void left(Peer peer) {
    sockets.left(peer);
  }

  @Override
  public void permissionsChanged(MeetingSessionId session, Collection<VoterId> voters) {
    watching.shown(new InMeetingSession(session.value()));
    sockets.permissionsChanged(session, voters);
  }

  @Override
  public void ended(MeetingSession session) {
    watching.shown(new InMeetingSession(session.id().value()));
    sockets.ended(session);
  }
}
