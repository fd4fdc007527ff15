package org.pollard.realtimekit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.MeetingPoll;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.Participant;
import org.pollard.people.Quota;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore.NewSession;
import org.pollard.poll.Polls;
import org.pollard.poll.ResultsVisibility;
import org.pollard.voting.Voting;

/// Asks polls in a meeting's session, for whoever may, over whichever channel. Thread-safe; may
/// wait for the database.
///
/// The poll is nobody's until it is opened, which comes last: what fails before leaves nothing that
/// anybody sees. After it the session is looked at again, since its end closes only what is open.
@ApplicationScoped
public class PollAsking {

  private final Polls polls;
  private final Voting voting;
  private final MeetingSessionStore sessions;

  PollAsking(Polls polls, Voting voting, MeetingSessionStore sessions) {
    this.polls = polls;
    this.voting = voting;
    this.sessions = sessions;
  }

  /// Asks a poll that has no problems; gives it as everybody sees it at first. Empty when the
  /// session has ended meanwhile.
  ///
  /// @param creator null when the app itself asks
  public Optional<DrawnPoll> ask(
      App app, MeetingSession session, NewPoll wanted, @Nullable Participant creator) {
    Poll poll = polls.createWithChoices(app.owner(), wanted.question(), wanted.options());
    PollSession asked = add(poll, session, wanted);
    VoterId voter = creator == null ? null : creator.voter();
    String createdBy = creator == null ? app.name() : creator.displayName();
    sessions.addPoll(new MeetingPoll(asked.id(), voter, createdBy));
    voting.open(asked.id());
    if (sessions.session(session.id()).filter(MeetingSession::live).isEmpty()) {
      voting.close(asked.id());
      return Optional.empty();
    }
    return Optional.of(
        new DrawnPoll(
            Long.toString(asked.id().value()),
            wanted.question(),
            wanted.options().stream()
                .map(text -> new DrawnPoll.Option(text, 0, List.of()))
                .toList(),
            wanted.anonymous(),
            wanted.hideVotes(),
            createdBy,
            creator == null ? "" : creator.id().value().toString(),
            List.of()));
  }

  /// @throws Quota.Reached when the session has as many polls as it may; this one is gone again
  private PollSession add(Poll poll, MeetingSession session, NewPoll wanted) {
    try {
      return polls
          .addSession(
              new NewSession(
                  poll.id(),
                  new InMeetingSession(session.id().value()),
                  wanted.anonymous(),
                  wanted.hideVotes() ? ResultsVisibility.AFTER_VOTE : ResultsVisibility.PUBLIC,
                  !wanted.anonymous()))
          .orElseThrow();
    } catch (Quota.Reached e) {
      polls.delete(poll.id());
      throw e;
    }
  }
}
