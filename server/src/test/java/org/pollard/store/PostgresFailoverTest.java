package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pollard.store.ReplicatedPostgres.holds;
import static org.pollard.store.ReplicatedPostgres.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Changes;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.store.poll.PollRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.VoteOutcome;

/// The primary goes, and another PostgreSQL takes over.
@Timeout(240)
class PostgresFailoverTest extends StoreContract {

  @TempDir private Path folder;
  private ReplicatedPostgres postgres;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    postgres = ReplicatedPostgres.start(folder);
    database = Database.open(postgres.urlOfBoth(), folder);
  }

  @AfterEach
  void close() {
    database.close();
    postgres.close();
  }

  @Override
  Database database() {
    return database;
  }

  @Test
  void a_vote_waits_for_the_new_primary_and_what_was_acknowledged_before_is_there()
      throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId early = voter();
    VoterId late = voter();
    assertThat(cast(session, early, choice)).isEqualTo(counted(false));
    AtomicInteger turns = new AtomicInteger();
    database.onTurn(turns::incrementAndGet);
    Set<SessionId> heard = ConcurrentHashMap.newKeySet();
    try (Database other = Database.open(postgres.urlOfBoth(), folder);
        News hearing = other.news(new Hearing(heard));
        News telling = database.news(new Hearing(ConcurrentHashMap.newKeySet()));
        ExecutorService voting = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(hearing.pulses()).hasSize(2);
      List<Integer> numbers = List.of(database.node(), other.node());

      postgres.killPrimary();
      Future<VoteOutcome> vote = voting.submit(() -> cast(session, late, choice));
      Future<?> read = voting.submit(() -> tally(session));
      Await.until("the outage", database::isAway);
      assertThat(vote.isDone()).isFalse();
      postgres.promote();

      assertThat(vote.get(60, TimeUnit.SECONDS)).isEqualTo(counted(false));
      assertThat(read.get(60, TimeUnit.SECONDS)).isNotNull();
      assertThat(turns.get()).isEqualTo(1);
      assertThat(cast(session, early, choice)).isInstanceOf(VoteOutcome.AlreadyVoted.class);
      assertThat(tally(session).total()).isEqualTo(2);
      Await.until("the other node", () -> !other.isAway());
      assertThat(List.of(database.node(), other.node()))
          .as("numbers of nodes, held anew")
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(numbers);
      Await.until(
          "news by the new primary",
          () -> {
            telling.sessionChanged(session.id());
            return heard.contains(session.id());
          });
    }
  }

  @Test
  void nobody_believes_a_former_primary_that_goes_on() throws Exception {
    CountDownLatch turned = new CountDownLatch(1);
    database.onTurn(turned::countDown);
    CountDownLatch reading = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> read =
          threads.submit(
              () ->
                  database.<Integer>read(
                      handle -> {
                        int port = portOf(handle);
                        if (reads.incrementAndGet() == 1) {
                          reading.countDown();
                          join(turned);
                        }
                        return port;
                      }));
      reading.await();

      postgres.promote();

      assertThat(turned.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(read.get(60, TimeUnit.SECONDS))
          .as("what was read before the turn is read again")
          .isEqualTo(postgres.standby().getPort());
      for (int i = 0; i < 20; i++) {
        assertThat(database.<Integer>read(PostgresFailoverTest::portOf))
            .isEqualTo(postgres.standby().getPort());
        assertThat(database.<Integer>write(PostgresFailoverTest::portOf))
            .isEqualTo(postgres.standby().getPort());
      }
      try (Database late = Database.open(postgres.urlOfBoth(), folder)) {
        Await.until(
            "a node that was started late and finds the newer of two",
            () -> late.<Integer>read(PostgresFailoverTest::portOf) == postgres.standby().getPort());
      }
    }
  }

  @Test
  void a_commit_that_only_a_former_primary_has_is_unknown_and_counted_once() throws Exception {
    // However seldom an address drawn at random would be that of the new one.
    database.close();
    database = Database.open(postgres.urlOfBoth(7), folder);
    CountDownLatch turned = new CountDownLatch(1);
    database.onTurn(turned::countDown);
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    try (ExecutorService voting = Executors.newVirtualThreadPerTaskExecutor()) {
      postgres.promote();

      Future<VoteOutcome> vote = voting.submit(() -> cast(session, voter, choice));

      // It hangs in its wait for a standby that is one no more, until the node turns away from it.
      assertThatThrownBy(() -> vote.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(UnknownCommitException.class);
    }
    assertThat(turned.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(cast(session, voter, choice)).isEqualTo(counted(false));
    assertThat(tally(session).total()).isEqualTo(1);
  }

  @Test
  void what_only_a_former_primary_shows_has_no_version_of_the_new_one() throws Exception {
    Poll poll = poll();
    Choice lost = choice(poll, "a");
    Choice kept = choice(poll, "b");
    PollSession session = openSession(poll, false);
    VoterId early = voter();
    VoterId late = voter();
    CountDownLatch turned = new CountDownLatch(1);
    database.onTurn(turned::countDown);
    Tally before = tally(session);
    Tally shown;
    Tally hidden;
    try (Database former = Database.open(postgres.url(), folder);
        ExecutorService voting = Executors.newVirtualThreadPerTaskExecutor()) {
      postgres.promote();
      PollRows there = new PollRows(former);
      cutShort(
          voting.submit(() -> new VoteRows(former).cast(List.of(vote(session, early, lost)), NOW)));
      shown = Objects.requireNonNull(there.tallies(List.of(session.id())).get(session.id()));
      cutShort(voting.submit(() -> new VoteRows(former).setOpen(session.id(), false)));
      hidden = Objects.requireNonNull(there.tallies(List.of(session.id())).get(session.id()));
    }

    assertThat(turned.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(cast(session, late, kept)).isEqualTo(counted(false));

    Tally now = tally(session);
    assertThat(shown.counts()).isEqualTo(Map.of(lost.id(), 1L));
    assertThat(now.counts()).isEqualTo(Map.of(kept.id(), 1L));
    assertThat(List.of(before.version(), shown.version(), hidden.version(), now.version()))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(now.stateVersion()).isGreaterThan(hidden.stateVersion());
  }

  @Test
  void after_a_while_without_a_primary_and_in_a_node_that_stops_everything_fails_at_once()
      throws Exception {
    Database stopping = Database.open(postgres.urlOfBoth(), folder);
    stopping.leave();
    postgres.stopStandby();
    // Before it goes: what counts its patience may notice that sooner than this test.
    long begun = System.nanoTime();
    postgres.killPrimary();

    assertThatThrownBy(stopping::probe)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("this node stops");
    stopping.close();

    assertThatThrownBy(database::probe).isInstanceOf(StoreUnavailableException.class);
    Duration waited = Duration.ofNanos(System.nanoTime() - begun);
    assertThatThrownBy(database::probe).isInstanceOf(StoreUnavailableException.class);
    Duration both = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(waited).isGreaterThan(Duration.ofSeconds(8));
    assertThat(both.minus(waited)).isLessThan(waited.dividedBy(2));
  }

  /// Has the former primary show what waits for a standby that is one no more.
  private void cutShort(Future<?> write) throws Exception {
    Await.until(
        "the wait",
        () -> holds(postgres.primary(), "pg_stat_activity WHERE wait_event = 'SyncRep'"));
    run(
        postgres.primary(),
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    assertThatThrownBy(() -> write.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UnknownCommitException.class);
  }

  private static int portOf(Handle handle) {
    return handle.createQuery("SHOW port").mapTo(int.class).one();
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Notes the sessions that changed.
  private record Hearing(Set<SessionId> sessions) implements Changes {
    @Override
    public void pollChanged(PollId poll) {}

    @Override
    public void sessionChanged(SessionId session) {
      sessions.add(session);
    }

    @Override
    public void voted(SessionId session, Collection<VoterId> voters) {}

    @Override
    public void shown(AudienceRef audience) {}

    @Override
    public void arranged(AudienceRef.InCourse room) {}

    @Override
    public void roomChanged(AudienceRef.InCourse room) {}
  }
}
