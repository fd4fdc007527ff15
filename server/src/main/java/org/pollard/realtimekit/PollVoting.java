package org.pollard.realtimekit;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.Participant;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.voting.SingleSessions;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.Voting;

/// Votes in a meeting's session, for whoever may, over whichever channel. Thread-safe; never waits.
@ApplicationScoped
public class PollVoting {

  private static final int LONGEST_ID = 18;
  private static final int MOST_REMEMBERED = 10_000;

  private final SingleSessions sessions;
  private final Audience audience;
  private final Voting voting;
  private final SinglePolls polls;
  private final ExecutorService virtualThreads;

  /// Polls of meetings are never changed, so what is remembered here stays true.
  private final AsyncCache<PollId, List<ChoiceId>> options =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).buildAsync();

  PollVoting(
      SingleSessions sessions,
      Audience audience,
      Voting voting,
      SinglePolls polls,
      @VirtualThreads ExecutorService virtualThreads) {
    this.sessions = sessions;
    this.audience = audience;
    this.voting = voting;
    this.polls = polls;
    this.virtualThreads = virtualThreads;
  }

  /// What became of a vote.
  public sealed interface Outcome {

    /// The voter has a vote in this poll that is on disk.
    ///
    /// @param choice what was chosen now, if this was the first vote; null when there was one
    ///   before, which stays as it is
    /// @param views whether the voter may see polls, which is a right of its own
    record Voted(PollSession poll, @Nullable ChoiceId choice, boolean views) implements Outcome {}

    /// The voter may not vote in this session.
    record Denied() implements Outcome {}

    /// The session has no such poll.
    record UnknownPoll() implements Outcome {}

    /// The poll has no such option.
    record UnknownOption(int options) implements Outcome {}

    /// It is not known whether the vote is stored; the same again is right.
    record Unsure() implements Outcome {}
  }

  /// Casts a vote.
  ///
  /// @param poll as it stands on the wire; any text
  /// @param option from 0; null or out of range is refused
  public CompletableFuture<Outcome> vote(
      MeetingSessionId session, String poll, @Nullable Integer option, Participant voter) {
    return sessions
        .find(id(poll))
        .thenCompose(
            found -> {
              InMeetingSession here = new InMeetingSession(session.value());
              return audience
                  .viewerLater(here, voter.voter())
                  .thenCompose(
                      viewer -> {
                        if (!viewer.vote()) {
                          return done(new Outcome.Denied());
                        }
                        if (found == null || !found.audience().equals(here)) {
                          return done(new Outcome.UnknownPoll());
                        }
                        return choices(found.poll())
                            .thenCompose(all -> cast(found, all, option, voter, viewer.view()));
                      });
            });
  }

  private CompletableFuture<Outcome> cast(
      PollSession poll,
      List<ChoiceId> all,
      @Nullable Integer option,
      Participant voter,
      boolean views) {
    if (option == null || option < 0 || option >= all.size()) {
      return done(new Outcome.UnknownOption(all.size()));
    }
    ChoiceId choice = all.get(option);
    return voting
        .cast(new Vote(poll.id(), voter.voter(), new SingleChoice(choice)))
        .<Outcome>thenApply(
            outcome ->
                switch (outcome) {
                  case VoteOutcome.Counted _ -> new Outcome.Voted(poll, choice, views);
                  case VoteOutcome.AlreadyVoted _ -> new Outcome.Voted(poll, null, views);
                  case VoteOutcome.Closed(),
                      VoteOutcome.UnknownChoice(),
                      VoteOutcome.Invalid(_),
                      VoteOutcome.Full(),
                      VoteOutcome.UnknownSession(),
                      VoteOutcome.Newer() ->
                      new Outcome.UnknownPoll();
                  case VoteOutcome.Busy(), VoteOutcome.Failed() -> new Outcome.Unsure();
                })
        .toCompletableFuture();
  }

  /// The poll session behind an id on the wire; one that is not there for what cannot be an id.
  static SessionId id(String poll) {
    boolean digits =
        !poll.isEmpty()
            && poll.length() <= LONGEST_ID
            && poll.chars().allMatch(c -> c >= '0' && c <= '9');
    return new SessionId(digits ? Long.parseLong(poll) : 0);
  }

  private CompletableFuture<List<ChoiceId>> choices(PollId poll) {
    return options.get(
        poll,
        (id, _) ->
            CompletableFuture.supplyAsync(
                () ->
                    Optional.ofNullable(polls.choicesOf(List.of(id)).get(id))
                        .orElse(List.of())
                        .stream()
                        .map(Choice::id)
                        .toList(),
                virtualThreads));
  }

  private static CompletableFuture<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
