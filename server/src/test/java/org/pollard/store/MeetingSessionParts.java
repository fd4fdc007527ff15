package org.pollard.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pollard.meeting.Joining;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.MeetingSessionStore.Leave;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.meeting.Participant;
import org.pollard.meeting.Peer;

/// What the contracts about meeting sessions begin with.
abstract class MeetingSessionParts extends MeetingParts {

  static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  final String holder = unique("holder");

  Joining join(Participant participant, String peer, Instant at) {
    return meetingSessions().join(List.of(new Join(participant.id(), peer, holder)), at).getFirst();
  }

  Joining.Joined in(Participant participant, String peer, Instant at) {
    return (Joining.Joined) join(participant, peer, at);
  }

  List<Peer> leave(Joining.Joined joined, Instant at) {
    return meetingSessions().leave(List.of(new Leave(key(joined), holder)), at);
  }

  static PeerKey key(Joining.Joined joined) {
    return new PeerKey(joined.session().id(), joined.peer().id());
  }

  MeetingSession session(MeetingSessionId id) {
    return meetingSessions().session(id).orElseThrow();
  }

  List<MeetingSession> endDue(Meeting meeting, Instant now) {
    return meetingSessions().endDue(now).stream()
        .filter(each -> each.meeting().equals(meeting.id()))
        .toList();
  }
}
