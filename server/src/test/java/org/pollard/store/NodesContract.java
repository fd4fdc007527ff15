package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.pollard.people.VoterId;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.store.voting.AskedQuestions;
import org.pollard.store.voting.Casting;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.VoteOutcome;

/// Two nodes on one database: what one has written and not yet committed holds up the other.
abstract class NodesContract extends StoreContract {

  /// Long enough to come to an end if nothing held it up.
  private static final long A_WHILE_MILLIS = 300;

  private final CountDownLatch written = new CountDownLatch(1);
  private final CountDownLatch mayCommit = new CountDownLatch(1);

  abstract Database otherNode();

  /// Closed before the threads are waited for.
  private interface Release extends AutoCloseable {
    @Override
    void close();
  }

  /// Does the work in a transaction that stays open until it may commit.
  private <T> Work<T> held(Work<T> work) {
    return handle -> {
      T result = work.in(handle);
      written.countDown();
      try {
        assertThat(mayCommit.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return result;
    };
  }

  @Test
  void a_close_waits_for_the_vote_that_another_node_is_writing() throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Release _ = mayCommit::countDown) {
      Future<List<VoteOutcome>> vote =
          threads.submit(
              () ->
                  otherNode()
                      .cast(
                          held(
                              handle ->
                                  new Casting(
                                          handle,
                                          otherNode().dialect(),
                                          otherNode().node(),
                                          new AskedQuestions(),
                                          NOW)
                                      .cast(List.of(vote(session, voter, choice))))));
      assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
      Future<Optional<PollSession>> close =
          threads.submit(() -> votes().setOpen(session.id(), false));

      assertThatThrownBy(() -> close.get(A_WHILE_MILLIS, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      mayCommit.countDown();

      assertThat(vote.get(60, TimeUnit.SECONDS)).containsExactly(counted(false));
      assertThat(close.get(60, TimeUnit.SECONDS).orElseThrow().open()).isFalse();
    }
    assertThat(tally(session).total()).isEqualTo(1);
    assertThat(new VoteRows(otherNode()).cast(List.of(vote(session, voter(), choice)), NOW))
        .containsExactly(new VoteOutcome.Closed());
  }

  @Test
  void a_vote_waits_for_the_close_that_another_node_is_writing_and_finds_the_session_closed()
      throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Release _ = mayCommit::countDown) {
      Future<Integer> close =
          threads.submit(
              () ->
                  otherNode()
                      .write(
                          held(
                              handle ->
                                  handle.execute(
                                      "UPDATE poll_session SET is_open = FALSE WHERE id = ?",
                                      session.id().value()))));
      assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
      Future<VoteOutcome> vote = threads.submit(() -> cast(session, voter, choice));

      assertThatThrownBy(() -> vote.get(A_WHILE_MILLIS, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      mayCommit.countDown();

      assertThat(close.get(60, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(vote.get(60, TimeUnit.SECONDS)).isEqualTo(new VoteOutcome.Closed());
    }
    assertThat(tally(session).total()).isZero();
    assertThat(rows("vote", session.id())).isZero();
  }
}
