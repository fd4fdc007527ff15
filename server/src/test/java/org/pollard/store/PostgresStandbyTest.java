package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pollard.store.ReplicatedPostgres.holds;
import static org.pollard.store.ReplicatedPostgres.run;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.people.VoterId;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.VoteStore;

/// A database with a standby: what is durable, and who still sees what was removed.
@Timeout(240)
class PostgresStandbyTest extends StoreContract {

  @TempDir private static Path folder;
  private static ReplicatedPostgres postgres;
  private static Database database;

  @BeforeAll
  static void open() throws IOException, SQLException {
    postgres = ReplicatedPostgres.start(folder);
    database = Database.open(postgres.url(), folder);
  }

  @AfterAll
  static void close() {
    database.close();
    postgres.close();
  }

  @Override
  Database database() {
    return database;
  }

  @Test
  void a_vote_whose_wait_for_the_standby_was_cancelled_is_not_acknowledged() throws Exception {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    postgres.stopStandby();
    try (ExecutorService voting = Executors.newVirtualThreadPerTaskExecutor()) {
      Optional<?> before = database.lastCommit();
      Future<VoteOutcome> vote = voting.submit(() -> cast(session, voter, choice));
      Await.until(
          "the wait",
          () -> holds(postgres.primary(), "pg_stat_activity WHERE wait_event = 'SyncRep'"));

      run(
          postgres.primary(),
          "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");

      assertThatThrownBy(() -> vote.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(UnknownCommitException.class);
      assertThat(database.lastCommit().map(Object::toString))
          .isEqualTo(before.map(Object::toString));
    } finally {
      postgres.startStandby();
    }
    assertThat(cast(session, voter, choice))
        .as("the second try waits for the standby to have the first")
        .isEqualTo(new VoteOutcome.AlreadyVoted(vote(session, voter, choice).answer(), NOW));
    assertThat(holds(postgres.standby(), "vote WHERE voter_id = " + voter.value())).isTrue();
  }

  @Test
  void dead_rows_that_are_looked_at_on_a_standby_are_not_taken_for_removed() throws Exception {
    VoteStore votes = votes();
    PollSession session;
    try (Connection reader = postgres.standby().getPostgresDatabase().getConnection();
        Statement sql = reader.createStatement()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      sql.execute("SELECT count(*) FROM participation");
      Await.until(
          "word from the standby",
          () -> holds(postgres.primary(), "pg_stat_replication WHERE backend_xmin IS NOT NULL"));
      session = anonymousVote();

      assertThat(votes.scrub()).isPositive();

      assertThat(rows("unscrubbed", session.id())).isEqualTo(1);
    }
    Await.until("the removal", () -> scrubbed(votes, session));
  }

  @Test
  void dead_rows_that_a_replication_slot_keeps_are_not_taken_for_removed() throws Exception {
    VoteStore votes = votes();
    run(postgres.primary(), "SELECT pg_create_physical_replication_slot('kept')");
    run(postgres.standby(), "ALTER SYSTEM SET primary_slot_name = 'kept'");
    run(postgres.standby(), "SELECT pg_reload_conf()");
    Await.until(
        "the slot", () -> holds(postgres.primary(), "pg_replication_slots WHERE xmin IS NOT NULL"));
    run(postgres.standby(), "ALTER SYSTEM RESET primary_slot_name");
    run(postgres.standby(), "SELECT pg_reload_conf()");
    Await.until(
        "the end of its use",
        () -> holds(postgres.primary(), "pg_replication_slots WHERE NOT active"));
    PollSession session = anonymousVote();

    assertThat(votes.scrub()).isPositive();
    assertThat(rows("unscrubbed", session.id())).isEqualTo(1);
    String place = place(session);
    assertThat(votes.scrub()).isPositive();
    assertThat(place(session)).as("nothing is written again and again").isEqualTo(place);

    run(postgres.primary(), "SELECT pg_drop_replication_slot('kept')");
    Await.until("the removal", () -> scrubbed(votes, session));
  }

  @Test
  void dead_rows_that_a_prepared_transaction_sees_are_not_taken_for_removed() throws Exception {
    VoteStore votes = votes();
    run(postgres.primary(), "BEGIN; SELECT pg_current_xact_id(); PREPARE TRANSACTION 'left'");
    PollSession session = anonymousVote();

    assertThat(votes.scrub()).isPositive();
    assertThat(rows("unscrubbed", session.id())).isEqualTo(1);

    run(postgres.primary(), "ROLLBACK PREPARED 'left'");
    Await.until("the removal", () -> scrubbed(votes, session));
  }

  private PollSession anonymousVote() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, true);
    assertThat(cast(session, voter(), choice)).isEqualTo(counted(true));
    return session;
  }

  private boolean scrubbed(VoteStore votes, PollSession session) {
    votes.scrub();
    return rows("unscrubbed", session.id()) == 0;
  }

  /// Where on the disk the participation lies.
  private String place(PollSession session) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT CAST(ctid AS text) FROM participation WHERE session_id = :session")
                .bind("session", session.id().value())
                .mapTo(String.class)
                .one());
  }
}
