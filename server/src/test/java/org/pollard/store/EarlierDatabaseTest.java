package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.DiscardId;
import org.pollard.poll.PollId;
import org.pollard.poll.SessionId;
import org.pollard.poll.SingleQuestion;
import org.pollard.poll.Tally;
import org.pollard.store.poll.DiscardRows;
import org.pollard.store.poll.PollRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.CountedVote;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// A database as the version made it that knew one choice only, with votes of all sorts, is taken
/// over whole.
class EarlierDatabaseTest {

  private static final String BEFORE = "17";

  private static final List<String> ROWS =
      List.of(
          "INSERT INTO voter (id, kind) VALUES (1, 'USER'), (2, 'USER'), (3, 'USER')",
          "INSERT INTO course (id, name, code, search_text, state, is_public, created_at) VALUES (1, 'C', 'C', 'c', 'AVAILABLE', FALSE, 0)",
          "INSERT INTO poll (id, owner_id, question, created_at) VALUES (1, 1, 'Q', 0), (2, 1, 'R', 0)",
          "INSERT INTO choice (id, poll_id, text, position, correct) VALUES (5, 1, 'a', 1, TRUE), (6, 1, 'b', 2, FALSE)",
          session(1, false, true),
          session(2, true, false),
          "INSERT INTO discard (id, by_id, course_id, question, ends_at) VALUES (1, 1, 1, 'D', 9000000000000)",
          "INSERT INTO discarded_poll (discard_id, id, owner_id, question, created_at) VALUES (1, 3, 1, 'D', 0)",
          "INSERT INTO discarded_choice (discard_id, id, poll_id, text, correct) VALUES (1, 8, 3, 'd', FALSE)",
          "INSERT INTO vote (session_id, voter_id, choice_id, cast_at) VALUES (1, 1, 5, 10), (1, 2, 6, 20), (1, 3, 7, 30)",
          "INSERT INTO participation (session_id, voter_id) VALUES (2, 1), (2, 3)",
          "INSERT INTO tally (session_id, choice_id, node, n) VALUES (1, 5, 1, 1), (1, 6, 1, 0), (1, 6, 2, 1), (2, 6, 1, 2)",
          "INSERT INTO change_count (session_id, node, changes, state_changes) VALUES (1, 1, 4, 2), (2, 1, 3, 1)",
          "INSERT INTO correction (session_id, choice_id, place, text, corrected_at) VALUES (1, 5, 0, 'A', 5)",
          "INSERT INTO deleted_choice (choice_id, poll_id, after_session, after_voter) VALUES (7, 1, 0, 0)");

  @TempDir Path folder;

  private static String session(int id, boolean anonymous, boolean changeable) {
    return """
    INSERT INTO poll_session (id, poll_id, course_id, is_open, is_anonymous, visibility,
      shows_voters, created_at, presented, opened, changeable, corrected, planned_visibility)
    VALUES (%d, 1, 1, TRUE, %s, 'PUBLIC', %s, 0, TRUE, TRUE, %s, %s, 'PUBLIC')
    """
        .formatted(id, anonymous, !anonymous, changeable, changeable);
  }

  @Test
  void everything_is_there_afterwards() throws Exception {
    Map<Dialect, String> urls =
        Map.of(
            Dialect.SQLITE,
            "jdbc:sqlite:" + folder.resolve("pollard.db"),
            Dialect.POSTGRESQL,
            TestPostgres.fresh("earlier"));
    for (Dialect dialect : urls.keySet()) {
      String url = urls.getOrDefault(dialect, "");
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(3);
      try (HikariDataSource earlier = new HikariDataSource(config)) {
        Migrations.run(earlier, dialect, BEFORE);
        Jdbi.create(earlier).useHandle(handle -> ROWS.forEach(handle::execute));
      }
      try (Database database = Database.open(url, folder)) {
        check(database);
      }
    }
  }

  private static void check(Database database) {
    SessionId named = new SessionId(1);
    SessionId anonymous = new SessionId(2);
    ChoiceId a = new ChoiceId(5);
    ChoiceId b = new ChoiceId(6);
    var polls = new PollRows(database);
    var votes = new VoteRows(database);
    Map<SessionId, Tally> tallies = polls.tallies(List.of(named, anonymous));
    assertThat(Objects.requireNonNull(tallies.get(named)).counts()).isEqualTo(Map.of(a, 1L, b, 1L));
    Tally counted = Objects.requireNonNull(tallies.get(named));
    assertThat(counted.version() - counted.stateVersion()).isEqualTo(4);
    assertThat((counted.stateVersion() >> 32) % 256).isEqualTo(2);
    assertThat(Objects.requireNonNull(tallies.get(anonymous)).counts()).isEqualTo(Map.of(b, 2L));
    assertThat(polls.people(List.of(named, anonymous))).isEqualTo(Map.of(named, 2L, anonymous, 2L));
    assertThat(votes.votes(named, null, 10))
        .extracting(CountedVote::answer)
        .containsExactly(new SingleChoice(a), new SingleChoice(b));
    assertThat(polls.poll(new PollId(1)).orElseThrow().asks()).isEqualTo(SingleQuestion.PLAIN);
    assertThat(polls.corrections(List.of(named)).get(named)).hasSize(1);
    // It was opened, and nobody knows when.
    assertThat(polls.session(named).orElseThrow().opened()).isTrue();
    assertThat(polls.session(named).orElseThrow().askedAt()).isEqualTo(Instant.EPOCH);

    Instant now = Instant.ofEpochMilli(99);
    List<VoteOutcome> outcomes =
        votes.cast(
            Stream.of(1, 2, 3)
                .map(voter -> new Vote(named, new VoterId(voter), new SingleChoice(a), true))
                .toList(),
            now);
    assertThat(outcomes)
        .containsExactly(
            new VoteOutcome.AlreadyVoted(new SingleChoice(a), Instant.ofEpochMilli(10)),
            new VoteOutcome.Counted(now, true),
            new VoteOutcome.Counted(now));
    assertThat(Objects.requireNonNull(polls.tallies(List.of(named)).get(named)).counts())
        .isEqualTo(Map.of(a, 3L));
    assertThat(votes.voters(anonymous, null, 10)).isEmpty();
    votes.setOpen(anonymous, false);
    assertThat(votes.voters(anonymous, null, 10)).containsExactly(new VoterId(1), new VoterId(3));
    assertThat(new DiscardRows(database).restore(new DiscardId(1), new VoterId(1), now))
        .contains(new PollId(3));
    assertThat(polls.poll(new PollId(3)).orElseThrow().asks()).isEqualTo(SingleQuestion.PLAIN);
  }
}
