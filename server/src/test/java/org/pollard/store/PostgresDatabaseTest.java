package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
import org.pollard.store.people.SharedValueRows;
import org.pollard.store.poll.PollRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.VoteStore;

/// What only PostgreSQL can get wrong: several nodes, locks, lost connections.
class PostgresDatabaseTest extends StoreContract {

  @TempDir private static Path folder;
  private static String url = "";
  private static Database database;
  private static Database otherNode;

  @BeforeAll
  static void open() throws SQLException {
    url = TestPostgres.fresh("nodes");
    database = Database.open(url, folder);
    otherNode = Database.open(url, folder);
  }

  @AfterAll
  static void close() {
    otherNode.close();
    database.close();
  }

  @Override
  Database database() {
    return database;
  }

  private static String setting(String name) {
    return database.write(handle -> handle.createQuery("SHOW " + name).mapTo(String.class).one());
  }

  @Test
  void the_promises_of_the_storage_are_switched_on() {
    assertThat(setting("fsync")).isEqualTo("on");
    assertThat(setting("full_page_writes")).isEqualTo("on");
    assertThat(setting("synchronous_commit")).isEqualTo("on");
    assertThat(setting("application_name")).isEqualTo("pollard");
    assertThat(setting("lock_timeout")).isEqualTo("10s");
    assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("30s");
    assertThat(setting("transaction_isolation")).isEqualTo("read committed");
  }

  @Test
  void nodes_have_different_numbers_and_give_them_back() {
    assertThat(List.of(database.node(), otherNode.node())).containsExactly(0, 1);
    int third;
    try (Database node = Database.open(url, folder)) {
      third = node.node();
    }
    assertThat(third).isEqualTo(2);
  }

  @Test
  void nodes_count_together() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    long before = tally(session).version();

    cast(session, voter(), choice);
    assertThat(new VoteRows(otherNode).cast(List.of(vote(session, voter(), choice)), NOW))
        .containsExactly(counted(false));
    assertThat(new VoteRows(otherNode).cast(List.of(vote(session, voter, choice)), NOW))
        .containsExactly(counted(false));
    assertThat(cast(session, voter, choice)).isInstanceOf(VoteOutcome.AlreadyVoted.class);

    assertThat(tally(session).total()).isEqualTo(3);
    assertThat(tally(session).version()).isEqualTo(before + 3);
    assertThat(new PollRows(otherNode).tallies(List.of(session.id())))
        .containsEntry(session.id(), tally(session));
  }

  @Test
  void a_close_waits_for_the_votes_that_hold_the_session() throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    try (Connection vote = DriverManager.getConnection(url);
        Statement statement = vote.createStatement();
        ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
      vote.setAutoCommit(false);
      statement.execute(
          "SELECT id FROM poll_session WHERE id = " + session.id().value() + " FOR SHARE");

      Future<Optional<PollSession>> close =
          closing.submit(() -> new VoteRows(otherNode).setOpen(session.id(), false));
      awaitSomebodyWaitingForALock();
      assertThat(close.isDone()).isFalse();
      vote.commit();

      assertThat(close.get(60, TimeUnit.SECONDS).orElseThrow().open()).isFalse();
    }
    assertThat(cast(session, voter(), choice)).isEqualTo(new VoteOutcome.Closed());
  }

  @Test
  void a_vote_waits_for_a_close_and_then_finds_the_session_closed() throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    try (Connection close = DriverManager.getConnection(url);
        Statement statement = close.createStatement();
        ExecutorService voting = Executors.newVirtualThreadPerTaskExecutor()) {
      close.setAutoCommit(false);
      statement.execute(
          "UPDATE poll_session SET is_open = FALSE WHERE id = " + session.id().value());

      Future<VoteOutcome> outcome = voting.submit(() -> cast(session, voter, choice));
      awaitSomebodyWaitingForALock();
      assertThat(outcome.isDone()).isFalse();
      close.commit();

      assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new VoteOutcome.Closed());
    }
    assertThat(rows("vote", session.id())).isZero();
  }

  @Test
  void a_vote_waits_for_the_deletion_of_its_choice_and_then_finds_it_gone() throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    try (Connection deletion = DriverManager.getConnection(url);
        Statement statement = deletion.createStatement();
        ExecutorService voting = Executors.newVirtualThreadPerTaskExecutor()) {
      deletion.setAutoCommit(false);
      statement.execute(
          "SELECT id FROM poll_session WHERE id = " + session.id().value() + " FOR UPDATE");
      statement.execute("DELETE FROM choice WHERE id = " + choice.id().value());

      Future<VoteOutcome> outcome = voting.submit(() -> cast(session, voter, choice));
      awaitSomebodyWaitingForALock();
      deletion.commit();

      assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new VoteOutcome.UnknownChoice());
    }
  }

  private static void awaitSomebodyWaitingForALock() throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (lockWaits() == 0) {
      assertThat(System.nanoTime()).as("deadline for a lock wait").isLessThan(deadline);
    }
  }

  private static long lockWaits() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """)
                .mapTo(long.class)
                .one());
  }

  @Test
  void votes_on_two_nodes_racing_a_close_and_a_deletion_stay_counted_right() throws Exception {
    for (int round = 0; round < 10; round++) {
      Poll poll = poll();
      Choice kept = choice(poll, "kept");
      Choice gone = choice(poll, "gone");
      PollSession session = openSession(poll, false);
      PollSession other = openSession(poll, false);
      List<Callable<Integer>> racers = new ArrayList<>();
      for (Database node : List.of(database, otherNode)) {
        racers.add(
            () -> {
              for (long i = 1; i <= 20; i++) {
                VoterId voter = new VoterId(900_000_000 + i);
                new VoteRows(node)
                    .cast(
                        List.of(
                            vote(other, voter, i % 3 == 0 ? gone : kept),
                            vote(session, voter, i % 2 == 0 ? gone : kept)),
                        NOW);
              }
              return 0;
            });
      }
      racers.add(
          () -> {
            polls().deleteChoice(poll.id(), gone.id());
            return 0;
          });
      racers.add(
          () -> {
            new VoteRows(otherNode).setOpen(session.id(), false);
            return (int) tally(session).version();
          });
      racers.add(() -> votes().sweep(100));

      VoteContract.atOnce(racers);

      for (PollSession each : List.of(session, other)) {
        assertThat(votes().votes(each.id(), null, 100)).hasSize((int) tally(each).total());
        // Whoever closes first finds nobody counted yet.
        assertThat(tally(each).counts().keySet()).isSubsetOf(kept.id());
      }
    }
  }

  @Test
  void a_deadlock_is_run_again() throws Exception {
    new SharedValueRows(database).put("one", "0");
    new SharedValueRows(database).put("two", "0");
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch bothHaveOne = new CountDownLatch(2);
    Callable<Integer> oneTwo = () -> raise(attempts, bothHaveOne, "one", "two");
    Callable<Integer> twoOne = () -> raise(attempts, bothHaveOne, "two", "one");

    assertThat(VoteContract.atOnce(List.of(oneTwo, twoOne))).containsExactly(1, 1);

    assertThat(attempts.get()).isEqualTo(3);
    assertThat(new SharedValueRows(database).get("one")).contains("2");
    assertThat(new SharedValueRows(database).get("two")).contains("2");
  }

  /// Takes the second row only when each transaction has its first, so that one of them must be
  /// undone.
  private static int raise(
      AtomicInteger attempts, CountDownLatch bothHaveOne, String first, String second) {
    String sql =
        "UPDATE setting SET value = CAST(CAST(value AS integer) + 1 AS text) WHERE name = ?";
    return database.write(
        handle -> {
          attempts.incrementAndGet();
          handle.execute(sql, first);
          bothHaveOne.countDown();
          try {
            assertThat(bothHaveOne.await(60, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return handle.execute(sql, second);
        });
  }

  @Test
  void a_connection_lost_at_commit_is_unknown_and_not_run_again() {
    AtomicInteger attempts = new AtomicInteger();

    assertThatThrownBy(
            () ->
                database.<Integer>write(
                    handle -> {
                      attempts.incrementAndGet();
                      int pid =
                          handle.createQuery("SELECT pg_backend_pid()").mapTo(Integer.class).one();
                      terminate(pid);
                      return pid;
                    }))
        .isInstanceOf(UnknownCommitException.class);

    assertThat(attempts.get()).isEqualTo(1);
    database.probe();
    assertThat(database.lastCommit()).isPresent();
  }

  private static void terminate(int pid) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_counts_of_an_anonymous_session_do_not_tell_which_was_touched_last() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    Choice b = choice(poll, "b");
    PollSession session = openSession(poll, true);
    cast(session, voter(), a);
    cast(session, voter(), b);
    cast(session, voter(), a);
    votes().scrub();

    List<String> transactions =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT CAST(xmin AS text) FROM tally WHERE session_id = ?")
                    .bind(0, session.id().value())
                    .mapTo(String.class)
                    .list());
    assertThat(transactions).hasSize(1);
  }

  @Test
  void a_node_hears_what_others_change_and_not_what_it_changed_itself() throws Exception {
    BlockingQueue<Object> heardHere = new LinkedBlockingQueue<>();
    BlockingQueue<Object> heardThere = new LinkedBlockingQueue<>();
    SessionId own = new SessionId(1);
    try (News here = database.news(new Heard(heardHere));
        News there = otherNode.news(new Heard(heardThere))) {
      // Until both listen, what is told is lost.
      for (int i = 0; i < 200 && (heardHere.isEmpty() || heardThere.isEmpty()); i++) {
        here.sessionChanged(own);
        there.sessionChanged(new SessionId(2));
        TimeUnit.MILLISECONDS.sleep(50);
      }

      here.pollChanged(new PollId(3));
      here.voted(new SessionId(4), List.of(new VoterId(5)));
      here.shown(new AudienceRef.InCourse(6, 7L));
      here.arranged(new AudienceRef.InCourse(8, null));
      here.roomChanged(new AudienceRef.InCourse(9, null));

      Set<Object> wanted =
          new HashSet<>(
              List.of(
                  new PollId(3),
                  List.of(),
                  new AudienceRef.InCourse(6, null),
                  new AudienceRef.InCourse(8, null)));
      while (!wanted.isEmpty()) {
        Object next = heardThere.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("still to come: %s", wanted).isNotNull();
        wanted.remove(next);
      }
      assertThat(heardHere).doesNotContain(own);
    }
  }

  @Test
  void nodes_tell_each_other_how_many_people_are_in_a_room() throws Exception {
    AudienceRef.InCourse room = new AudienceRef.InCourse(9, null);
    try (News here = database.news(new Heard(new LinkedBlockingQueue<>()));
        News there = otherNode.news(new Heard(new LinkedBlockingQueue<>()))) {
      Await.until(
          "the number",
          () -> {
            here.tell(() -> Map.of(room, 40));
            return there.elsewhere(room) == 40;
          });

      assertThat(here.elsewhere(room)).isZero();
    }
  }

  private record Heard(BlockingQueue<Object> all) implements Changes {

    @Override
    public void pollChanged(PollId poll) {
      all.add(poll);
    }

    @Override
    public void sessionChanged(SessionId session) {
      all.add(session);
    }

    @Override
    public void voted(SessionId session, Collection<VoterId> voters) {
      all.add(voters);
    }

    @Override
    public void shown(AudienceRef audience) {
      all.add(audience);
    }

    @Override
    public void arranged(AudienceRef.InCourse room) {
      all.add(room);
    }

    @Override
    public void roomChanged(AudienceRef.InCourse room) {
      all.add(room);
    }
  }

  /// PostgreSQL's own economy: where few of very many rows are dead it leaves their places, and the
  /// index goes on telling who was at which of them, so in which order they came.
  @Test
  void of_a_small_session_among_many_votes_no_place_is_left() {
    database.write(
        handle ->
            handle.execute(
                "INSERT INTO participation SELECT 1000000000, g FROM generate_series(1, 60000) g"));
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, true);
    voters(20).forEach(voter -> cast(session, voter, choice));

    new VoteRows(database).scrub();

    database.write(handle -> handle.execute("CREATE EXTENSION IF NOT EXISTS pageinspect"));
    assertThat(
            database.<Long>read(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT count(*)
                            FROM generate_series(
                                0, pg_relation_size('participation') / 8192 - 1) AS page,
                              heap_page_items(get_raw_page('participation', CAST(page AS int)))
                            WHERE lp_flags = 3
                            """)
                        .mapTo(long.class)
                        .one()))
        .as("dead line pointers")
        .isZero();
  }

  @Test
  void a_transaction_in_another_database_does_not_hold_up_the_removal_of_traces() throws Exception {
    try (Connection neighbour = DriverManager.getConnection(TestPostgres.fresh("neighbour"));
        Statement sql = neighbour.createStatement()) {
      neighbour.setAutoCommit(false);
      sql.execute("SELECT pg_current_xact_id()");
      Poll poll = poll();
      PollSession session = openSession(poll, true);
      cast(session, voter(), choice(poll, "a"));
      VoteStore votes = new VoteRows(database);

      Await.until(
          "the removal",
          () -> {
            votes.scrub();
            return rows("unscrubbed", session.id()) == 0;
          });
    }
  }
}
