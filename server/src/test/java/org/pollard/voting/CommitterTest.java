package org.pollard.voting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;
import org.pollard.pulse.Pulse;
import org.pollard.voting.CommandedStore.Failing;
import org.pollard.voting.VoteOutcome.AlreadyVoted;
import org.pollard.voting.VoteOutcome.Busy;
import org.pollard.voting.VoteOutcome.Counted;
import org.pollard.voting.VoteOutcome.Failed;
import org.pollard.voting.VoteOutcome.UnknownChoice;

/// Votes are put in before the committer starts, or while the store holds a transaction, so that
/// what shares a transaction is known.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommitterTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(5);
  private static final Counted COUNTED = new Counted(NOW);

  private final CommandedStore store = new CommandedStore();
  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final List<SessionId> told = new CopyOnWriteArrayList<>();
  private Committer committer = committer(100, 10);

  private Committer committer(int mostWaiting, int mostInBatch) {
    return new Committer(
        store, clock::get, (session, _) -> told.add(session), mostWaiting, mostInBatch);
  }

  @AfterEach
  void close() {
    store.mayGoOn.release(1_000);
    committer.close();
  }

  private static Vote vote(long voter, long choice) {
    return new Vote(new SessionId(1), new VoterId(voter), new SingleChoice(new ChoiceId(choice)));
  }

  private List<CompletableFuture<VoteOutcome>> cast(long voters) {
    return LongStream.rangeClosed(1, voters)
        .mapToObj(voter -> committer.cast(vote(voter, 7)))
        .toList();
  }

  private static List<VoteOutcome> outcomes(List<CompletableFuture<VoteOutcome>> futures) {
    return futures.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void votes_that_were_written_together_are_told_in_one_task_a_place() {
    List<Runnable> tasksHere = new CopyOnWriteArrayList<>();
    List<Runnable> tasksThere = new CopyOnWriteArrayList<>();
    Executor here = tasksHere::add;
    Executor there = tasksThere::add;
    List<VoteOutcome> heard = new CopyOnWriteArrayList<>();
    committer.cast(vote(1, 7), here, heard::add);
    committer.cast(vote(2, 7), there, heard::add);
    committer.cast(
        vote(3, 7),
        here,
        _ -> {
          throw new IllegalStateException("nobody listens");
        });
    committer.cast(vote(4, 7), here, heard::add);
    tasksHere.forEach(Runnable::run);
    tasksThere.forEach(Runnable::run);
    tasksHere.clear();
    tasksThere.clear();
    var last = committer.cast(vote(5, 7));

    committer.start();
    store.mayGoOn.release();
    assertThat(last.join()).isEqualTo(COUNTED);

    assertThat(tasksHere).hasSize(1);
    assertThat(tasksThere).hasSize(1);
    assertThat(heard).isEmpty();
    tasksHere.getFirst().run();
    assertThat(heard).containsExactly(COUNTED, COUNTED);
    tasksThere.getFirst().run();
    assertThat(heard).hasSize(3);
  }

  @Test
  void an_error_of_who_is_told_ends_nothing() {
    committer =
        new Committer(
            store,
            clock::get,
            (_, _) -> {
              throw new AssertionError("as told");
            },
            100,
            10);
    committer.start();

    assertThat(committer.cast(vote(1, 7)).join()).isEqualTo(COUNTED);
    assertThat(committer.cast(vote(2, 7)).join()).isEqualTo(COUNTED);
    assertThat(committer.pulse().alive()).isTrue();
  }

  @Test
  void what_went_wrong_last_is_told_until_it_goes_well() {
    store.failing = Failing.WITH_AN_ERROR;
    committer.start();
    outcomes(cast(1));
    assertThat(committer.pulse())
        .isEqualTo(new Pulse("vote-committer", true, AssertionError.class.getName()));

    store.failing = Failing.NEVER;
    outcomes(cast(1));
    assertThat(committer.pulse()).isEqualTo(new Pulse("vote-committer", true, null));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
  void a_failed_transaction_fails_every_vote_in_it_and_is_not_tried_again(Failing failing) {
    store.failing = failing;
    var votes = cast(3);

    committer.start();

    assertThat(outcomes(votes)).containsExactly(new Failed(), new Failed(), new Failed());
    committer.close();
    assertThat(store.transactions).hasSize(1);
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
  void after_a_failure_the_next_votes_are_counted(Failing failing) {
    store.failing = failing;
    var first = committer.cast(vote(1, 7));
    committer.start();
    assertThat(first.join()).isEqualTo(new Failed());
    assertThat(committer.failing()).isTrue();

    store.failing = Failing.NEVER;

    assertThat(committer.cast(vote(2, 7)).join()).isEqualTo(COUNTED);
    assertThat(committer.failing()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "DURING_COMMIT"})
  void a_second_try_is_counted_when_the_first_was_undone_at_its_own_time(Failing failing) {
    store.failing = failing;
    var first = committer.cast(vote(1, 7));
    committer.start();
    assertThat(first.join()).isEqualTo(new Failed());
    store.failing = Failing.NEVER;
    clock.set(LATER);

    var second = committer.cast(vote(1, 8));

    assertThat(second.join()).isEqualTo(new Counted(LATER));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
  void what_waited_behind_a_failed_transaction_is_counted_by_the_next(Failing failing) {
    store.failing = failing;
    store.mayGoOn.drainPermits();
    var failed = committer.cast(vote(100, 7));
    committer.start();
    store.hasBegun.acquireUninterruptibly();
    var waiting = cast(3);
    store.mayGoOn.release();
    assertThat(failed.join()).isEqualTo(new Failed());

    store.hasBegun.acquireUninterruptibly();
    store.failing = Failing.NEVER;
    store.mayGoOn.release();

    assertThat(outcomes(waiting)).containsOnly(COUNTED);
    assertThat(store.transactions).extracting(List::size).containsExactly(1, 3);
  }

  @Test
  void the_voters_own_second_try_tells_what_became_of_an_unknown_commit() {
    store.failing = Failing.AFTER_COMMIT;
    var first = committer.cast(vote(1, 7));
    committer.start();
    assertThat(first.join()).isEqualTo(new Failed());
    store.failing = Failing.NEVER;
    clock.set(LATER);

    var second = committer.cast(vote(1, 8));

    assertThat(second.join()).isEqualTo(new AlreadyVoted(new SingleChoice(new ChoiceId(7)), NOW));
  }

  @Test
  void a_vote_is_not_acknowledged_before_its_transaction_returned() {
    store.mayGoOn.drainPermits();
    var vote = committer.cast(vote(1, 7));
    committer.start();
    store.hasBegun.acquireUninterruptibly();

    assertThat(vote).isNotDone();
    store.mayGoOn.release();

    assertThat(vote.join()).isEqualTo(COUNTED);
  }

  @Test
  void votes_that_arrive_during_one_commit_share_the_next() {
    store.mayGoOn.drainPermits();
    var first = committer.cast(vote(100, 7));
    committer.start();
    store.hasBegun.acquireUninterruptibly();
    var rest = cast(5);
    store.mayGoOn.release(2);

    assertThat(first.join()).isEqualTo(COUNTED);
    assertThat(outcomes(rest)).containsOnly(COUNTED);
    assertThat(store.transactions).extracting(List::size).containsExactly(1, 5);
  }

  @Test
  void a_second_vote_of_the_same_voter_meets_the_first_without_a_transaction_of_its_own() {
    var first = committer.cast(vote(1, 7));
    var second = committer.cast(vote(1, 8));
    var neighbour = committer.cast(vote(2, 8));
    var third = committer.cast(vote(1, 7));

    committer.start();

    AlreadyVoted already = new AlreadyVoted(new SingleChoice(new ChoiceId(7)), NOW);
    assertThat(outcomes(List.of(first, second, neighbour, third)))
        .containsExactly(COUNTED, already, COUNTED, already);
    committer.close();
    assertThat(store.transactions).containsExactly(List.of(vote(1, 7), vote(2, 8)));
  }

  @Test
  void a_second_vote_in_an_anonymous_session_is_not_told_what_the_first_was() {
    store.anonymous = true;
    var first = committer.cast(vote(1, 7));
    var second = committer.cast(vote(1, 7));

    committer.start();

    assertThat(outcomes(List.of(first, second)))
        .containsExactly(new Counted(null), new AlreadyVoted(null, null));
  }

  @Test
  void a_correction_of_a_choice_that_there_is_not_is_counted() {
    store.unknown.add(new ChoiceId(6));
    var wrong = committer.cast(vote(1, 6));
    var again = committer.cast(vote(1, 6));
    var right = committer.cast(vote(1, 7));
    var late = committer.cast(vote(1, 8));

    committer.start();

    assertThat(outcomes(List.of(wrong, again, right, late)))
        .containsExactly(
            new UnknownChoice(),
            new UnknownChoice(),
            COUNTED,
            new AlreadyVoted(new SingleChoice(new ChoiceId(7)), NOW));
    committer.close();
    assertThat(store.transactions).containsExactly(List.of(vote(1, 6)), List.of(vote(1, 7)));
  }

  @Test
  void another_answer_that_replaces_is_written_after_the_first() {
    Vote other = new Vote(new SessionId(1), new VoterId(1), choice(8), true);
    var first = committer.cast(vote(1, 7));
    var second = committer.cast(other);
    var same = committer.cast(other);

    committer.start();

    assertThat(outcomes(List.of(first, second, same)))
        .containsExactly(COUNTED, new Counted(NOW, true), new AlreadyVoted(choice(8), NOW));
    committer.close();
    assertThat(store.transactions).containsExactly(List.of(vote(1, 7)), List.of(other));
  }

  private static SingleChoice choice(long id) {
    return new SingleChoice(new ChoiceId(id));
  }

  @Test
  void one_voter_who_repeats_a_vote_fills_neither_the_queue_nor_the_transactions() {
    committer = committer(50, 10);
    List<CompletableFuture<VoteOutcome>> flood = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      flood.add(committer.cast(vote(1, 7)));
    }
    var others = LongStream.rangeClosed(2, 31).mapToObj(n -> committer.cast(vote(n, 7))).toList();

    committer.start();

    assertThat(outcomes(others)).containsOnly(COUNTED);
    assertThat(outcomes(flood)).containsOnlyOnce(COUNTED).contains(new Busy());
    committer.close();
    assertThat(store.transactions.size()).isLessThanOrEqualTo(6);
    assertThat(committer.cast(vote(1, 7))).isCompletedWithValue(new Busy());
  }

  @Test
  void who_has_been_answered_may_vote_again_as_often_as_before() {
    committer.start();
    for (int i = 0; i < 100; i++) {
      assertThat(committer.cast(vote(1, 7)).join()).isNotEqualTo(new Busy());
    }
  }

  @Test
  void the_same_voter_in_two_sessions_shares_a_batch() {
    Vote other = new Vote(new SessionId(2), new VoterId(1), new SingleChoice(new ChoiceId(9)));
    var votes = List.of(committer.cast(vote(1, 7)), committer.cast(other));

    committer.start();

    assertThat(outcomes(votes)).containsExactly(COUNTED, COUNTED);
    // Who is told comes after who is answered: the end of the thread is after both.
    committer.close();
    assertThat(store.transactions).hasSize(1);
    assertThat(told).containsExactlyInAnyOrder(new SessionId(1), new SessionId(2));
  }

  @Test
  void a_batch_respects_the_maximum() {
    committer = committer(100, 4);
    var votes = new ArrayList<>(cast(9));
    votes.add(committer.cast(vote(1, 8)));

    committer.start();

    assertThat(outcomes(votes))
        .hasSize(10)
        .endsWith(new AlreadyVoted(new SingleChoice(new ChoiceId(7)), NOW));
    assertThat(store.transactions).extracting(List::size).containsExactly(4, 4, 2);
  }

  @Test
  void repeats_that_wait_do_not_make_a_batch_larger_than_the_maximum() {
    committer = committer(100, 3);
    var votes = new ArrayList<CompletableFuture<VoteOutcome>>();
    for (int i = 0; i < 6; i++) {
      votes.add(committer.cast(vote(1, 7)));
    }
    votes.addAll(cast(6));

    committer.start();

    assertThat(outcomes(votes).stream().filter(COUNTED::equals)).hasSize(6);
    assertThat(store.transactions).allSatisfy(each -> assertThat(each).hasSizeBetween(1, 3));
  }

  @Test
  void a_full_queue_answers_busy_and_stores_nothing_of_it() {
    committer = committer(2, 10);
    var votes = cast(3);
    assertThat(votes.get(2)).isCompletedWithValue(new Busy());

    committer.start();

    assertThat(outcomes(votes)).containsExactly(COUNTED, COUNTED, new Busy());
    assertThat(store.transactions).containsExactly(List.of(vote(1, 7), vote(2, 7)));
  }

  @Test
  void outcomes_go_to_the_right_callers() {
    var earlier = committer.cast(vote(2, 5));
    committer.start();
    earlier.join();
    store.mayGoOn.drainPermits();
    var holder = committer.cast(vote(99, 5));
    store.hasBegun.acquireUninterruptibly(2);
    var one = committer.cast(vote(1, 6));
    var two = committer.cast(vote(2, 6));
    var three = committer.cast(vote(3, 6));
    store.mayGoOn.release(2);

    assertThat(holder.join()).isEqualTo(COUNTED);
    assertThat(outcomes(List.of(one, two, three)))
        .containsExactly(
            COUNTED, new AlreadyVoted(new SingleChoice(new ChoiceId(5)), NOW), COUNTED);
  }

  @Test
  void closing_writes_what_waits_and_then_refuses() {
    var votes = cast(25);
    committer.start();

    committer.close();

    assertThat(votes).allSatisfy(each -> assertThat(each).isCompletedWithValue(COUNTED));
    assertThat(committer.cast(vote(200, 7))).isCompletedWithValue(new Busy());
    assertThat(store.transactions).extracting(List::size).containsExactly(10, 10, 5);
  }

  @Test
  void a_committer_that_never_started_leaves_nobody_waiting_when_it_is_closed() {
    var votes = cast(2);

    committer.close();

    assertThat(outcomes(votes)).containsExactly(new Busy(), new Busy());
  }

  @Test
  void a_listener_that_fails_stops_no_votes() {
    committer =
        new Committer(
            store,
            () -> NOW,
            (_, _) -> {
              throw new IllegalStateException("as told");
            },
            10,
            10);
    var first = committer.cast(vote(1, 7));
    committer.start();
    assertThat(first.join()).isEqualTo(COUNTED);

    assertThat(committer.cast(vote(2, 7)).join()).isEqualTo(COUNTED);
  }

  @Test
  void only_counted_votes_are_told_and_only_after_they_are_acknowledged() {
    List<Boolean> acknowledged = new CopyOnWriteArrayList<>();
    List<CompletableFuture<VoteOutcome>> votes = new CopyOnWriteArrayList<>();
    committer =
        new Committer(
            store,
            () -> NOW,
            (_, _) -> acknowledged.add(votes.stream().allMatch(CompletableFuture::isDone)),
            10,
            10);
    votes.add(committer.cast(vote(1, 7)));
    votes.add(committer.cast(vote(2, 7)));
    committer.start();
    outcomes(votes);

    var repeat = committer.cast(vote(1, 7)).join();
    committer.close();

    assertThat(repeat).isInstanceOf(AlreadyVoted.class);
    assertThat(acknowledged).containsExactly(true);
  }
}
