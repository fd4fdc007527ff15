package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.course.CourseState;
import org.pollard.people.NewUser;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollStore;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.store.Database;
import org.pollard.store.course.CourseRows;
import org.pollard.store.people.PeopleRows;
import org.pollard.store.poll.PollRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.Vote;

/// What a tick asks the database.
@NullMarked
class SnapshotsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();
  private final KnownStates known = new KnownStates();
  private Database database;
  private PollRows polls;
  private Snapshots snapshots;
  private VoterId owner;
  private Poll poll;
  private List<Choice> choices;
  private SessionId session;

  @BeforeEach
  void open() {
    database = Database.open("jdbc:sqlite:" + folder.resolve("pollard.db"), folder);
    polls = new PollRows(database);
    snapshots = Snapshots.knowing(noting(polls), known);
    owner =
        new PeopleRows(database)
            .addUser(new NewUser("Ada", "ada", null, false), NOW)
            .orElseThrow()
            .id();
    poll = polls.addPollWithChoices(owner, "Which?", List.of("This", "That"), NOW);
    choices = polls.choicesOf(List.of(poll.id())).values().iterator().next();
    AudienceRef course = room();
    session =
        polls
            .addSession(
                new PollStore.NewSession(
                    poll.id(), course, false, ResultsVisibility.PUBLIC, false, false),
                NOW)
            .orElseThrow()
            .id();
    var _ = new VoteRows(database).setOpen(session, true);
  }

  private AudienceRef room() {
    return new AudienceRef.InCourse(
        new CourseRows(database)
            .addCourse("Room", "R", CourseState.AVAILABLE, false, NOW)
            .id()
            .value(),
        null);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private PollStore noting(PollStore store) {
    return (PollStore)
        Proxy.newProxyInstance(
            PollStore.class.getClassLoader(),
            new Class<?>[] {PollStore.class},
            (_, method, arguments) -> {
              asked.add(method.getName());
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Snapshot taken() {
    asked.clear();
    return snapshots.of(List.of(session)).values().iterator().next();
  }

  @Test
  void votes_alone_cost_one_question() {
    var _ = taken();
    var _ =
        new VoteRows(database)
            .cast(
                List.of(new Vote(session, owner, new Answer.SingleChoice(choices.getFirst().id()))),
                NOW);

    assertThat(taken().hasVotes()).isTrue();
    assertThat(asked).containsExactly("tallies");
  }

  @Test
  void whatever_else_changes_is_read_anew() {
    assertThat(taken().session().open()).isTrue();
    var _ = new VoteRows(database).setOpen(session, false);

    assertThat(taken().session().open()).isFalse();
    var _ = polls.changePoll(poll.id(), each -> each.saying("What?", null), NOW);
    assertThat(taken().body(View.of(true, false)).toString()).contains("What?");
    AudienceRef other = room();
    var _ = polls.changeSession(session, other, ResultsVisibility.PUBLIC);
    assertThat(taken().session().audience()).isEqualTo(other);
    var _ = polls.deleteSession(session);
    assertThat(snapshots.of(List.of(session))).isEmpty();
  }

  @Test
  void what_was_read_before_another_database_took_over_is_not_remembered() {
    long before = known.turn();
    Snapshot first = taken();
    long version = polls.tallies(List.of(session)).values().iterator().next().stateVersion();
    known.forgetAll();
    known.add(
        before,
        Map.of(
            session,
            new KnownStates.State(version, first.session(), poll, choices, List.of(), List.of())));

    var _ = taken();
    assertThat(asked).contains("sessions", "choicesOf", "polls");
  }
}
