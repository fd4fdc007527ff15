package org.pollard.realtimekit.socket;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.poll.Tally;
import org.pollard.realtimekit.DrawnPoll;
import org.pollard.realtimekit.PollDrawing;
import org.pollard.realtimekit.Recipient;
import org.pollard.voting.VoteStore;

/// Reads the polls of live meetings for all who watch at once. Thread-safe; waits for the database.
@ApplicationScoped
class PollReading {

  private final SinglePolls polls;
  private final VoteStore votes;
  private final PollDrawing drawing;

  PollReading(SinglePolls polls, VoteStore votes, PollDrawing drawing) {
    this.polls = polls;
    this.votes = votes;
    this.drawing = drawing;
  }

  /// The first polls of a meeting's session, in the order of their making.
  List<PollSession> polls(MeetingSessionId session, int most) {
    return polls.sessionsBefore(new InMeetingSession(session.value()), Slice.first(most)).items();
  }

  Map<SessionId, Tally> tallies(Collection<SessionId> sessions) {
    return sessions.isEmpty() ? Map.of() : polls.tallies(sessions);
  }

  /// These polls as they are now.
  ///
  /// The version is read first, so that what is read after it is never older. Then who has voted: a
  /// vote that is counted in between is in the counts and its voter is not yet known, never the
  /// other way round, so that nobody is shown more voters than votes.
  ///
  /// @param present of whom it is asked whether they voted in anonymous polls; of others it is not
  ///   known
  Map<SessionId, SharedPoll> read(Collection<PollSession> asked, Set<VoterId> present) {
    if (asked.isEmpty()) {
      return Map.of();
    }
    List<PollSession> all = List.copyOf(asked);
    Map<SessionId, Tally> versions = tallies(all.stream().map(PollSession::id).toList());
    Map<SessionId, Set<VoterId>> voters = new LinkedHashMap<>();
    for (PollSession each : all) {
      voters.put(each.id(), each.anonymous() ? votes.votedAmong(each.id(), present) : Set.of());
    }
    Map<String, DrawnPoll> drawn = new LinkedHashMap<>();
    for (DrawnPoll each : drawing.many(all, true, new Recipient.Operator())) {
      drawn.put(each.id(), each);
    }
    Map<SessionId, SharedPoll> read = new LinkedHashMap<>();
    for (PollSession each : all) {
      Tally version = versions.get(each.id());
      DrawnPoll poll = drawn.get(Long.toString(each.id().value()));
      if (version != null && poll != null) {
        Set<String> named = each.anonymous() ? Set.of() : new HashSet<>(poll.voted());
        read.put(
            each.id(),
            new SharedPoll(
                each.id(),
                version.version(),
                poll,
                new SharedPoll.Voters(named, voters.getOrDefault(each.id(), Set.of()), present)));
      }
    }
    return read;
  }
}
