package org.pollard.realtimekit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingPoll;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.poll.Tally;
import org.pollard.voting.CountedVote;
import org.pollard.voting.VoteStore;

/// Draws polls of a meeting for one recipient, with what that one may know and nothing else. What
/// may not be known is never read. Thread-safe; may wait for the database.
///
/// - Who has not voted in a poll with hidden votes learns neither counts nor voters. Whoever asked
///   the poll is no exception.
/// - In an anonymous poll nobody learns what others chose. While the session lives nobody learns
///   who took part either, only how many; after it operators do.
@ApplicationScoped
public class PollDrawing {

  private static final int VOTES_AT_ONCE = 1_000;

  /// Of a poll with more votes than this a program is told the counts only, unless it asks.
  private static final long MOST_VOTERS_TOLD = 5_000;

  private final SinglePolls polls;
  private final VoteStore votes;
  private final MeetingStore meetings;
  private final MeetingSessionStore sessions;

  public PollDrawing(
      SinglePolls polls, VoteStore votes, MeetingStore meetings, MeetingSessionStore sessions) {
    this.polls = polls;
    this.votes = votes;
    this.meetings = meetings;
    this.sessions = sessions;
  }

  /// A page of a session's polls for an operator, in the order of their making.
  Success<PollWire.Polls> list(MeetingSession session, Slice page) {
    Listing<PollSession> found =
        polls.sessionsBefore(new InMeetingSession(session.id().value()), page);
    List<DrawnPoll> drawn = many(found.items(), session.live(), new Recipient.Operator());
    return Success.of(
        new PollWire.Polls(drawn.stream().map(PollWire::of).toList()), PagingWire.of(page, found));
  }

  /// A poll as it ended, for a program that is told of it unasked. In an anonymous one nobody is
  /// named, and in a very large one neither.
  Optional<DrawnPoll> outcome(PollSession session) {
    Tally tally = polls.tallies(List.of(session.id())).get(session.id());
    boolean large = tally == null || tally.total() > MOST_VOTERS_TOLD;
    Recipient recipient = large ? new Recipient.Counting() : new Recipient.Operator();
    // As if the meeting lived: who took part in an anonymous poll is told to those who ask.
    return many(List.of(session), true, recipient).stream().findFirst();
  }

  /// These polls in the same order; one that was deleted meanwhile is left out.
  ///
  /// @param live whether their meeting session lives
  public List<DrawnPoll> many(List<PollSession> asked, boolean live, Recipient recipient) {
    Set<SessionId> ids = asked.stream().map(PollSession::id).collect(Collectors.toSet());
    List<PollId> pollIds = asked.stream().map(PollSession::poll).distinct().toList();
    // Before the tallies: a vote that is counted in between may be missing here, never there.
    Set<SessionId> voted =
        recipient instanceof Recipient.Viewing(Participant participant, _)
            ? votes.votedIn(participant.voter(), ids)
            : Set.of();
    Map<PollId, Poll> texts = polls.polls(pollIds);
    Map<PollId, List<Choice>> choices = polls.choicesOf(pollIds);
    Map<SessionId, MeetingPoll> askers = sessions.polls(ids);
    Map<SessionId, Tally> tallies =
        polls.tallies(
            asked.stream()
                .filter(each -> each.anonymous() || recipient instanceof Recipient.Counting)
                .filter(each -> shown(each, voted, recipient))
                .map(PollSession::id)
                .toList());
    Map<VoterId, Participant> creators =
        meetings.participantsByVoter(
            askers.values().stream()
                .flatMap(each -> java.util.stream.Stream.ofNullable(each.creator()))
                .collect(Collectors.toSet()));
    List<DrawnPoll> drawn = new ArrayList<>();
    for (PollSession each : asked) {
      Poll text = texts.get(each.poll());
      if (text == null) {
        continue;
      }
      List<Choice> options = choices.getOrDefault(each.poll(), List.of());
      Results results =
          !shown(each, voted, recipient)
              ? Results.NONE
              : each.anonymous() || recipient instanceof Recipient.Counting
                  ? counted(
                      each, tallies.get(each.id()), voted.contains(each.id()), live, recipient)
                  : named(each);
      drawn.add(drawn(each, text, options, askers.get(each.id()), creators, results));
    }
    return drawn;
  }

  private static boolean shown(PollSession session, Set<SessionId> voted, Recipient recipient) {
    return switch (recipient) {
      case Recipient.Operator(), Recipient.Counting() -> true;
      case Recipient.Voting() -> false;
      case Recipient.Viewing _ -> session.visibility().shows(voted.contains(session.id()));
    };
  }

  /// What may be known of who chose what.
  private record Results(
      Map<ChoiceId, Long> counts, Map<ChoiceId, List<DrawnPoll.Voter>> voters, List<String> voted) {

    static final Results NONE = new Results(Map.of(), Map.of(), List.of());
  }

  /// Counts come from the votes themselves, so that they fit each other at every moment.
  private Results named(PollSession session) {
    Map<ChoiceId, Long> counts = new HashMap<>();
    Map<ChoiceId, List<DrawnPoll.Voter>> voters = new HashMap<>();
    List<String> voted = new ArrayList<>();
    @Nullable VoterId after = null;
    List<CountedVote> slice;
    do {
      slice = votes.votes(session.id(), after, VOTES_AT_ONCE);
      Map<VoterId, Participant> names =
          meetings.participantsByVoter(slice.stream().map(CountedVote::voter).toList());
      for (CountedVote vote : slice) {
        after = vote.voter();
        Participant participant = names.get(vote.voter());
        if (participant != null && vote.answer() instanceof SingleChoice(ChoiceId choice)) {
          String id = participant.id().value().toString();
          counts.merge(choice, 1L, Long::sum);
          voters
              .computeIfAbsent(choice, _ -> new ArrayList<>())
              .add(new DrawnPoll.Voter(id, participant.displayName()));
          voted.add(id);
        }
      }
    } while (slice.size() == VOTES_AT_ONCE);
    return new Results(counts, voters, voted);
  }

  private Results counted(
      PollSession session,
      @Nullable Tally tally,
      boolean hasVoted,
      boolean live,
      Recipient recipient) {
    Map<ChoiceId, Long> counts = tally == null ? Map.of() : tally.counts();
    long total = tally == null ? 0 : tally.total();
    return switch (recipient) {
      case Recipient.Operator() ->
          new Results(counts, Map.of(), live ? opaque(total) : tookPart(session));
      case Recipient.Counting() -> new Results(counts, Map.of(), List.of());
      case Recipient.Voting() -> Results.NONE;
      case Recipient.Viewing(Participant participant, Map<SessionId, ChoiceId> castHere) -> {
        String id = participant.id().value().toString();
        List<String> voted = new ArrayList<>();
        if (hasVoted) {
          voted.add(id);
        }
        voted.addAll(opaque(total - voted.size()));
        ChoiceId own = castHere.get(session.id());
        yield new Results(
            counts,
            hasVoted && own != null
                ? Map.of(own, List.of(new DrawnPoll.Voter(id, participant.displayName())))
                : Map.of(),
            voted);
      }
    };
  }

  /// Entries that tell how many there are and nothing else.
  private static List<String> opaque(long number) {
    List<String> entries = new ArrayList<>();
    for (long i = 1; i <= number; i++) {
      entries.add("anonymous-" + i);
    }
    return entries;
  }

  /// By id, which tells nothing of the order in which they voted.
  private List<String> tookPart(PollSession session) {
    Set<String> ids = new HashSet<>();
    @Nullable VoterId after = null;
    List<VoterId> slice;
    do {
      slice = votes.voters(session.id(), after, VOTES_AT_ONCE);
      meetings
          .participantsByVoter(slice)
          .values()
          .forEach(each -> ids.add(each.id().value().toString()));
      after = slice.isEmpty() ? after : slice.getLast();
    } while (slice.size() == VOTES_AT_ONCE);
    return ids.stream().sorted().toList();
  }

  private static DrawnPoll drawn(
      PollSession session,
      Poll poll,
      List<Choice> options,
      @Nullable MeetingPoll asked,
      Map<VoterId, Participant> creators,
      Results results) {
    Participant creator =
        asked == null || asked.creator() == null ? null : creators.get(asked.creator());
    return new DrawnPoll(
        Long.toString(session.id().value()),
        poll.question(),
        options.stream()
            .map(
                each ->
                    new DrawnPoll.Option(
                        each.text(),
                        results.counts().getOrDefault(each.id(), 0L),
                        results.voters().getOrDefault(each.id(), List.of())))
            .toList(),
        session.anonymous(),
        session.visibility() == ResultsVisibility.AFTER_VOTE,
        asked == null ? "" : asked.createdBy(),
        creator == null ? "" : creator.id().value().toString(),
        results.voted());
  }
}
