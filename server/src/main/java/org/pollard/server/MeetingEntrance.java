package org.pollard.server;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.pollard.live.MeetingDoor;
import org.pollard.meeting.Connection;
import org.pollard.meeting.Joining;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.meeting.Presence;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef.InMeetingSession;

/// Lets the viewers of live streams into meetings.
///
/// @param executor where the database is asked, which may wait
record MeetingEntrance(MeetingStore meetings, Presence presence, Executor executor)
    implements MeetingDoor {

  /// A stream that has to end, in whatever way.
  private record Stream(Runnable putOut) implements Connection {

    @Override
    public void kicked() {
      putOut.run();
    }

    @Override
    public void replaced() {
      putOut.run();
    }
  }

  @Override
  public CompletableFuture<Entry> enter(String meeting, VoterId voter, Runnable putOut) {
    return CompletableFuture.supplyAsync(() -> participant(meeting, voter), executor)
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(new Entry.Unknown())
                    : presence
                        .join(found.get().id(), UUID.randomUUID().toString(), new Stream(putOut))
                        .thenApply(this::entry));
  }

  private Optional<Participant> participant(String meeting, VoterId voter) {
    return Optional.ofNullable(meetings.participantsByVoter(List.of(voter)).get(voter))
        .filter(each -> each.meeting().value().toString().equalsIgnoreCase(meeting));
  }

  private Entry entry(Presence.Entry entry) {
    Presence.Seat seat = entry.seat();
    return switch (entry.joining()) {
      case Joining.Joined(var session, _, _) when seat != null ->
          new Entry.Entered(new InMeetingSession(session.id().value()), () -> presence.leave(seat));
      case Joining.Inactive() -> new Entry.Closed();
      case Joining.Unknown(), Joining.PeerTaken() -> new Entry.Unknown();
      case Joining.Full(), Joining.Joined _ -> new Entry.Full();
    };
  }
}
