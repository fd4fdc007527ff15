package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore.ChoiceDeletion;
import org.pollard.poll.Tally;
import org.pollard.voting.CountedVote;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// Random histories, compared after each step with a plain model in memory.
abstract class HistoryContract extends StoreContract {

  private static final int STEPS = 120;

  /// A session as it should be: who voted what.
  private static final class Expected {
    final PollSession session;
    final Map<VoterId, ChoiceId> votes = new HashMap<>();
    boolean open;
    long version;

    Expected(PollSession session) {
      this.session = session;
    }

    long count(ChoiceId choice) {
      return votes.values().stream().filter(choice::equals).count();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_tally_is_the_count_of_the_votes_after_any_history(long seed) {
    Random random = new Random(seed);
    Poll poll = poll();
    List<ChoiceId> choices = new ArrayList<>();
    List<ChoiceId> everyChoice = new ArrayList<>();
    List<VoterId> voters = voters(12);
    List<Expected> sessions =
        List.of(
            new Expected(session(poll, wholeCourse(), false)),
            new Expected(session(poll, wholeCourse(), false)),
            new Expected(session(poll, wholeCourse(), true)));

    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(9)) {
        case 0 -> {
          Choice added = choice(poll, "choice " + step);
          choices.add(added.id());
          everyChoice.add(added.id());
        }
        case 1 -> toggle(sessions.get(random.nextInt(sessions.size())));
        case 2 -> {
          if (!choices.isEmpty() && random.nextInt(3) == 0) {
            deleteChoice(poll, choices.get(random.nextInt(choices.size())), choices, sessions);
          }
        }
        case 3 -> votes().sweep(1 + random.nextInt(5));
        case 4 -> votes().scrub();
        default -> {
          if (!everyChoice.isEmpty()) {
            castBatch(random, sessions, voters, choices, everyChoice);
          }
        }
      }
      sessions.forEach(expected -> check(expected, choices));
    }
  }

  private void toggle(Expected expected) {
    boolean wanted = !expected.open;
    boolean staysClosed = wanted && expected.session.anonymous() && !expected.votes.isEmpty();
    expected.open = wanted && !staysClosed;
    assertThat(votes().setOpen(expected.session.id(), wanted).orElseThrow().open())
        .isEqualTo(expected.open);
  }

  private void deleteChoice(
      Poll poll, ChoiceId choice, List<ChoiceId> choices, List<Expected> sessions) {
    boolean heldByAnonymous =
        sessions.stream().anyMatch(s -> s.session.anonymous() && s.count(choice) > 0);
    ChoiceDeletion deletion = polls().deleteChoice(poll.id(), choice);
    if (heldByAnonymous) {
      assertThat(deletion).isEqualTo(ChoiceDeletion.HAS_ANONYMOUS_VOTES);
    } else {
      assertThat(deletion).isEqualTo(ChoiceDeletion.DELETED);
      choices.remove(choice);
      sessions.forEach(s -> s.votes.values().removeIf(choice::equals));
    }
  }

  private void castBatch(
      Random random,
      List<Expected> sessions,
      List<VoterId> voters,
      List<ChoiceId> choices,
      List<ChoiceId> everyChoice) {
    List<Vote> batch = new ArrayList<>();
    List<VoteOutcome> expected = new ArrayList<>();
    for (Expected session : sessions) {
      for (VoterId voter : voters) {
        if (random.nextInt(6) == 0) {
          ChoiceId choice = everyChoice.get(random.nextInt(everyChoice.size()));
          batch.add(new Vote(session.session.id(), voter, new SingleChoice(choice)));
          expected.add(judge(session, voter, choice, choices));
        }
      }
    }
    assertThat(votes().cast(batch, NOW)).isEqualTo(expected);
  }

  private static VoteOutcome judge(
      Expected session, VoterId voter, ChoiceId choice, List<ChoiceId> choices) {
    boolean anonymous = session.session.anonymous();
    if (!choices.contains(choice)) {
      return new VoteOutcome.UnknownChoice();
    }
    if (!session.open) {
      return new VoteOutcome.Closed();
    }
    ChoiceId earlier = session.votes.putIfAbsent(voter, choice);
    if (earlier == null) {
      return counted(anonymous);
    }
    return anonymous
        ? new VoteOutcome.AlreadyVoted(null, null)
        : new VoteOutcome.AlreadyVoted(new SingleChoice(earlier), NOW);
  }

  private void check(Expected expected, List<ChoiceId> choices) {
    Tally tally = tally(expected.session);
    Map<ChoiceId, Long> counts = new HashMap<>();
    choices.forEach(choice -> counts.put(choice, expected.count(choice)));
    assertThat(tally.counts(choices)).isEqualTo(counts);
    assertThat(tally.version()).isGreaterThanOrEqualTo(expected.version);
    expected.version = tally.version();
    if (!expected.session.anonymous()) {
      assertThat(votes().votes(expected.session.id(), null, 100))
          .extracting(CountedVote::voter)
          .containsExactlyInAnyOrderElementsOf(expected.votes.keySet());
    }
  }
}
