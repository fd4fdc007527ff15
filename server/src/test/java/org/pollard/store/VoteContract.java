package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore.ChoiceDeletion;
import org.pollard.poll.SessionId;
import org.pollard.voting.CountedVote;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

abstract class VoteContract extends StoreContract {

  @Test
  void a_named_vote_is_counted_and_kept() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();

    assertThat(cast(session, voter, choice)).isEqualTo(new VoteOutcome.Counted(NOW));

    assertThat(count(session, choice)).isEqualTo(1);
    assertThat(votes().vote(session.id(), voter))
        .contains(new CountedVote(session.id(), voter, new SingleChoice(choice.id()), NOW));
  }

  @Test
  void an_anonymous_vote_leaves_only_a_participation() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, true);
    VoterId voter = voter();

    assertThat(cast(session, voter, choice)).isEqualTo(new VoteOutcome.Counted(null));

    assertThat(count(session, choice)).isEqualTo(1);
    assertThat(votes().vote(session.id(), voter))
        .contains(new CountedVote(session.id(), voter, null, null));
    assertThat(votes().votes(session.id(), null, 10)).isEmpty();
    assertThat(rows("vote", session.id())).isZero();
    assertThat(rows("participation", session.id())).isEqualTo(1);
  }

  @Test
  void a_second_vote_learns_of_the_first() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    Choice b = choice(poll, "b");
    PollSession named = openSession(poll, false);
    PollSession anonymous = openSession(poll, true);
    VoterId voter = voter();
    cast(named, voter, a);
    cast(anonymous, voter, a);

    List<VoteOutcome> outcomes =
        votes().cast(List.of(vote(named, voter, b), vote(anonymous, voter, b)), NOW.plusSeconds(5));

    assertThat(outcomes)
        .containsExactly(
            new VoteOutcome.AlreadyVoted(new SingleChoice(a.id()), NOW),
            new VoteOutcome.AlreadyVoted(null, null));
    assertThat(count(named, a)).isEqualTo(1);
    assertThat(count(named, b)).isZero();
    assertThat(count(anonymous, b)).isZero();
  }

  @Test
  void no_vote_of_a_batch_fails_its_neighbour() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    Choice foreign = choice(poll(), "foreign");
    PollSession open = openSession(poll, false);
    PollSession anonymous = openSession(poll, true);
    PollSession closed = session(poll, wholeCourse(), false);
    List<VoterId> voters = voters(3);
    cast(open, voters.get(1), a);
    SessionId unknown = new SessionId(UNKNOWN);
    SingleChoice noChoice = new SingleChoice(new ChoiceId(Long.MAX_VALUE));

    List<VoteOutcome> outcomes =
        votes()
            .cast(
                List.of(
                    new Vote(unknown, voters.get(0), new SingleChoice(a.id())),
                    vote(open, voters.get(2), a),
                    vote(open, voters.get(0), foreign),
                    vote(closed, voters.get(0), a),
                    vote(open, voters.get(1), a),
                    new Vote(closed.id(), voters.get(1), noChoice),
                    vote(anonymous, voters.get(0), a)),
                NOW);

    assertThat(outcomes)
        .containsExactly(
            new VoteOutcome.UnknownSession(),
            counted(false),
            new VoteOutcome.UnknownChoice(),
            new VoteOutcome.Closed(),
            new VoteOutcome.AlreadyVoted(new SingleChoice(a.id()), NOW),
            new VoteOutcome.UnknownChoice(),
            counted(true));
    assertThat(count(open, a)).isEqualTo(2);
    assertThat(count(closed, a)).isZero();
    assertThat(count(anonymous, a)).isEqualTo(1);
  }

  @Test
  void a_vote_for_a_choice_that_has_just_been_deleted_fails_no_other_vote_of_its_batch() {
    Poll poll = poll();
    Choice gone = choice(poll, "gone");
    Choice kept = choice(poll, "kept");
    PollSession named = openSession(poll, false);
    PollSession anonymous = openSession(poll, true);
    List<VoterId> voters = voters(3);
    cast(named, voters.get(0), gone);
    polls().deleteChoice(poll.id(), gone.id());

    List<VoteOutcome> outcomes =
        votes()
            .cast(
                List.of(
                    vote(named, voters.get(0), gone),
                    vote(named, voters.get(1), kept),
                    vote(anonymous, voters.get(1), gone),
                    vote(anonymous, voters.get(2), kept),
                    vote(named, voters.get(2), gone)),
                NOW);

    assertThat(outcomes)
        .containsExactly(
            new VoteOutcome.UnknownChoice(),
            counted(false),
            new VoteOutcome.UnknownChoice(),
            counted(true),
            new VoteOutcome.UnknownChoice());
    assertThat(count(named, kept)).isEqualTo(1);
    assertThat(count(anonymous, kept)).isEqualTo(1);
  }

  @Test
  void a_choice_deleted_at_the_same_moment_fails_no_other_vote_of_the_batch() throws Exception {
    List<VoterId> voters = voters(4);
    for (int round = 0; round < 20; round++) {
      Poll poll = poll();
      Choice gone = choice(poll, "gone");
      Choice kept = choice(poll, "kept");
      PollSession session = openSession(poll, false);
      List<Vote> batch =
          IntStream.range(0, 4)
              .mapToObj(i -> vote(session, voters.get(i), i == 1 ? gone : kept))
              .toList();

      List<List<VoteOutcome>> outcomes =
          atOnce(
              List.of(
                  () -> votes().cast(batch, NOW),
                  () -> {
                    polls().deleteChoice(poll.id(), gone.id());
                    return List.of();
                  }));

      assertThat(outcomes.getFirst().get(1))
          .isIn(counted(false), (VoteOutcome) new VoteOutcome.UnknownChoice());
      assertThat(outcomes.getFirst()).filteredOn(counted(false)::equals).hasSizeBetween(3, 4);
      assertThat(tally(session).total()).isEqualTo(3);
      assertThat(votes().votes(session.id(), null, 9)).hasSize(3);
    }
  }

  @Test
  void an_empty_batch_has_no_outcomes() {
    assertThat(votes().cast(List.of(), NOW)).isEmpty();
  }

  @Test
  void one_voter_twice_in_a_batch_is_a_mistake_that_changes_nothing() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    Vote vote = vote(session, voter(), choice);

    assertThatThrownBy(() -> votes().cast(List.of(vote, vote), NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(tally(session).total()).isZero();
  }

  @Test
  void a_closed_session_takes_no_votes_until_it_is_opened_again() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);

    assertThat(votes().setOpen(session.id(), false).orElseThrow().open()).isFalse();
    assertThat(votes().setOpen(session.id(), false).orElseThrow().open()).isFalse();
    assertThat(cast(session, voter(), choice)).isEqualTo(new VoteOutcome.Closed());

    assertThat(votes().setOpen(session.id(), true).orElseThrow().open()).isTrue();
    assertThat(cast(session, voter(), choice)).isEqualTo(counted(false));
  }

  @Test
  void a_large_batch_is_counted_whole() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    Choice b = choice(poll, "b");
    PollSession session = openSession(poll, false);
    List<Vote> batch =
        LongStream.range(0, 5_000)
            .mapToObj(i -> vote(session, new VoterId(1_000_000 + i), i % 5 == 0 ? a : b))
            .toList();

    assertThat(votes().cast(batch, NOW)).hasSize(5_000).containsOnly(counted(false));

    assertThat(count(session, a)).isEqualTo(1_000);
    assertThat(count(session, b)).isEqualTo(4_000);
  }

  @Test
  void votes_are_read_in_slices_by_voter() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    List<VoterId> voters = voters(5);
    voters.reversed().forEach(voter -> cast(session, voter, choice));

    List<CountedVote> first = votes().votes(session.id(), null, 3);
    List<CountedVote> rest = votes().votes(session.id(), first.getLast().voter(), 3);

    assertThat(first).extracting(CountedVote::voter).isEqualTo(voters.subList(0, 3));
    assertThat(rest).extracting(CountedVote::voter).isEqualTo(voters.subList(3, 5));
    assertThat(votes().votes(new SessionId(UNKNOWN), null, 3)).isEmpty();
  }

  @Test
  void a_voter_is_told_where_they_have_voted() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession named = openSession(poll, false);
    PollSession anonymous = openSession(poll, true);
    PollSession untouched = openSession(poll, false);
    VoterId voter = voter();
    cast(named, voter, choice);
    cast(anonymous, voter, choice);
    cast(untouched, voter(), choice);

    assertThat(
            votes()
                .votedIn(
                    voter,
                    List.of(named.id(), anonymous.id(), untouched.id(), new SessionId(UNKNOWN))))
        .containsExactlyInAnyOrder(named.id(), anonymous.id());
    assertThat(votes().votedIn(voter, List.of(untouched.id()))).isEmpty();
    assertThat(votes().votedIn(voter, List.of())).isEmpty();
    assertThat(votes().vote(untouched.id(), voter)).isEmpty();
  }

  @Test
  void deleting_a_choice_makes_its_votes_void_and_lets_their_voters_vote_again() {
    Poll poll = poll();
    Choice gone = choice(poll, "gone");
    Choice kept = choice(poll, "kept");
    PollSession session = openSession(poll, false);
    VoterId undecided = voter();
    VoterId decided = voter();
    cast(session, undecided, gone);
    cast(session, decided, kept);
    long before = tally(session).version();

    assertThat(polls().deleteChoice(poll.id(), gone.id())).isEqualTo(ChoiceDeletion.DELETED);

    assertThat(tally(session).counts()).containsOnlyKeys(kept.id());
    assertThat(tally(session).total()).isEqualTo(1);
    assertThat(tally(session).version()).isGreaterThan(before);
    assertThat(votes().vote(session.id(), undecided)).isEmpty();
    assertThat(votes().votedIn(undecided, List.of(session.id()))).isEmpty();
    assertThat(votes().votes(session.id(), null, 9))
        .extracting(CountedVote::voter)
        .containsExactly(decided);
    assertThat(cast(session, undecided, gone)).isEqualTo(new VoteOutcome.UnknownChoice());
    assertThat(cast(session, undecided, kept)).isEqualTo(counted(false));
    assertThat(cast(session, undecided, kept)).isInstanceOf(VoteOutcome.AlreadyVoted.class);
    assertThat(count(session, kept)).isEqualTo(2);
  }

  @Test
  void a_choice_with_anonymous_votes_stays() {
    Poll poll = poll();
    Choice chosen = choice(poll, "chosen");
    Choice other = choice(poll, "other");
    cast(openSession(poll, true), voter(), chosen);

    assertThat(polls().deleteChoice(poll.id(), chosen.id()))
        .isEqualTo(ChoiceDeletion.HAS_ANONYMOUS_VOTES);
    assertThat(polls().choice(poll.id(), chosen.id())).isPresent();
    assertThat(polls().deleteChoice(poll.id(), other.id())).isEqualTo(ChoiceDeletion.DELETED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_deleted_session_is_invisible_at_once_and_swept_in_slices(boolean anonymous) {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, anonymous);
    PollSession neighbour = openSession(poll, anonymous);
    List<VoterId> voters = voters(7);
    voters.forEach(voter -> cast(session, voter, choice));
    cast(neighbour, voters.getFirst(), choice);
    sweepAll();
    String table = anonymous ? "participation" : "vote";

    assertThat(polls().deleteSession(session.id())).isTrue();
    assertThat(polls().deleteSession(session.id())).isFalse();

    assertThat(polls().session(session.id())).isEmpty();
    assertThat(votes().vote(session.id(), voters.getFirst())).isEmpty();
    assertThat(votes().votedIn(voters.getFirst(), List.of(session.id()))).isEmpty();
    assertThat(votes().votes(session.id(), null, 9)).isEmpty();
    assertThat(polls().totals(List.of(poll.id())).get(poll.id())).containsEntry(choice.id(), 1L);
    assertThat(cast(session, voters.getFirst(), choice))
        .isEqualTo(new VoteOutcome.UnknownSession());

    assertThat(rows(table, session.id())).isEqualTo(7);
    assertThat(votes().sweep(5)).isEqualTo(5);
    assertThat(rows(table, session.id())).isEqualTo(2);
    assertThat(votes().sweep(5)).isEqualTo(2);
    assertThat(votes().sweep(5)).isZero();
    assertThat(rows(table, session.id())).isZero();
    assertThat(rows("deleted_session", session.id())).isZero();
    assertThat(rows("tally", session.id())).isZero();
    assertThat(rows("change_count", session.id())).isZero();
    assertThat(rows(table, neighbour.id())).isEqualTo(1);
  }

  @Test
  void votes_for_a_deleted_choice_are_swept_in_slices() {
    Poll poll = poll();
    Choice gone = choice(poll, "gone");
    Choice kept = choice(poll, "kept");
    PollSession first = openSession(poll, false);
    PollSession second = openSession(poll, false);
    List<VoterId> voters = voters(6);
    for (VoterId voter : voters) {
      cast(first, voter, voter.value() % 2 == 0 ? gone : kept);
      cast(second, voter, gone);
    }
    sweepAll();

    polls().deleteChoice(poll.id(), gone.id());
    cast(second, voters.getFirst(), kept);

    assertThat(votes().sweep(4)).isEqualTo(4);
    assertThat(votes().sweep(100)).isEqualTo(4);
    assertThat(votes().sweep(100)).isZero();
    assertThat(rows("vote", first.id())).isEqualTo(3);
    assertThat(rows("vote", second.id())).isEqualTo(1);
    assertThat(tally(first).total()).isEqualTo(3);
    assertThat(tally(second).total()).isEqualTo(1);
  }

  private void sweepAll() {
    while (votes().sweep(10_000) > 0) {
      assertThat(true).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void of_many_at_once_one_vote_of_a_voter_lands(boolean anonymous) throws Exception {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    Choice b = choice(poll, "b");
    PollSession session = openSession(poll, anonymous);
    for (int round = 0; round < 20; round++) {
      VoterId voter = voter();

      List<VoteOutcome> outcomes =
          atOnce(
              List.of(
                  () -> cast(session, voter, a),
                  () -> cast(session, voter, b),
                  () -> cast(session, voter, a)));

      assertThat(outcomes).filteredOn(counted(anonymous)::equals).hasSize(1);
      assertThat(outcomes).filteredOn(VoteOutcome.AlreadyVoted.class::isInstance).hasSize(2);
      assertThat(tally(session).total()).isEqualTo(round + 1);
    }
  }

  @Test
  void after_an_acknowledged_close_no_vote_lands() throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    for (int round = 0; round < 20; round++) {
      PollSession session = openSession(poll, false);
      List<Callable<Long>> racers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        racers.add(
            () -> {
              IntStream.range(0, 5).forEach(n -> cast(session, newVoterId(), choice));
              return -1L;
            });
      }
      racers.add(
          () -> {
            votes().setOpen(session.id(), false);
            return tally(session).total();
          });

      long atClose = atOnce(racers).getLast();

      assertThat(tally(session).total()).isEqualTo(atClose);
      assertThat(rows("vote", session.id())).isEqualTo(atClose);
    }
  }

  private static VoterId newVoterId() {
    return new VoterId(Long.parseLong(unique("7").replace("x", "")));
  }

  static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  start.await(60, TimeUnit.SECONDS);
                  return call.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(60, TimeUnit.SECONDS));
      }
      return results;
    }
  }
}
