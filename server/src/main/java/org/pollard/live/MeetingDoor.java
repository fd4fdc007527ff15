package org.pollard.live;

import java.util.concurrent.CompletableFuture;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;

/// Port: lets people into meetings, where they count as present while their stream is open.
/// Thread-safe; never waits.
public interface MeetingDoor {

  /// Lets somebody in.
  ///
  /// @param meeting as it stands in the path; any text
  /// @param putOut is run, on any thread, when the stream has to end
  CompletableFuture<Entry> enter(String meeting, VoterId voter, Runnable putOut);

  /// What became of it.
  sealed interface Entry {

    /// In.
    ///
    /// @param room where the polls are
    /// @param leave to be run when the stream ends; a second time changes nothing
    record Entered(AudienceRef.InMeetingSession room, Runnable leave) implements Entry {}

    /// Nobody is let in now.
    record Closed() implements Entry {}

    /// There is no such meeting, or not for this voter.
    record Unknown() implements Entry {}

    /// Too many are there.
    record Full() implements Entry {}
  }
}
