package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Correction;
import org.pollard.poll.Discard;
import org.pollard.poll.DiscardId;
import org.pollard.poll.DiscardStore;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.PollStore.ChangeableOutcome;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionState;
import org.pollard.poll.Tally;
import org.pollard.store.poll.DiscardRows;
import org.pollard.voting.CountedVote;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// The life of a poll: its states, answers that are changed, texts that are corrected, and what is
/// deleted and taken back.
abstract class LifeContract extends StoreContract {

  private static final Instant LATER = NOW.plus(Duration.ofMinutes(1));

  DiscardStore discards() {
    return new DiscardRows(database());
  }

  private PollSession changeable(Poll poll) {
    PollSession made =
        polls()
            .addSession(
                new PollStore.NewSession(
                    poll.id(), wholeCourse(), false, ResultsVisibility.AFTER_VOTE, true, true),
                NOW)
            .orElseThrow();
    return votes().setOpen(made.id(), true).orElseThrow();
  }

  private static Vote replacing(PollSession session, VoterId voter, Choice choice) {
    return new Vote(session.id(), voter, new SingleChoice(choice.id()), true);
  }

  private VoteOutcome castReplacing(PollSession session, VoterId voter, Choice choice) {
    return votes().cast(List.of(replacing(session, voter, choice)), LATER).getFirst();
  }

  private Choice rename(Choice choice, String text, Instant now) {
    return polls()
        .changeChoice(
            new Choice(choice.id(), choice.poll(), text, choice.position(), choice.correct()), now)
        .orElseThrow();
  }

  @Test
  void a_session_waits_then_is_open_closed_and_told() {
    Poll poll = poll();
    PollSession session = session(poll, wholeCourse(), false);

    assertThat(session.state()).isEqualTo(SessionState.WAITING);
    assertThat(polls().showCorrect(session.id(), true)).isFalse();
    polls().show(session.audience(), session.id());
    assertThat(polls().showCorrect(session.id(), true)).isFalse();
    assertThat(polls().showCorrect(session.id(), false)).isTrue();
    assertThat(votes().setOpen(session.id(), true).orElseThrow().state())
        .isEqualTo(SessionState.OPEN);
    assertThat(polls().showCorrect(session.id(), true)).isFalse();
    assertThat(votes().setOpen(session.id(), false).orElseThrow().state())
        .isEqualTo(SessionState.CLOSED);
    assertThat(polls().showCorrect(session.id(), true)).isTrue();
    assertThat(polls().session(session.id()).orElseThrow().state()).isEqualTo(SessionState.TOLD);
  }

  @Test
  void when_it_was_asked_is_when_it_was_opened_first() {
    Poll poll = poll();
    PollSession made = session(poll, wholeCourse(), false);
    assertThat(made.openedAt()).isNull();
    assertThat(made.askedAt()).isEqualTo(NOW);

    PollSession open = votes().setOpen(made.id(), true).orElseThrow();
    assertThat(open.askedAt()).isEqualTo(open.openedAt()).isNotEqualTo(NOW);
    votes().setOpen(made.id(), false);
    votes().setOpen(made.id(), true);
    votes().setOpen(made.id(), false);
    assertThat(polls().session(made.id()).orElseThrow().askedAt()).isEqualTo(open.askedAt());

    Discard discard = discards().discardSession(made.id(), poll.owner(), LATER).orElseThrow();
    discards().restore(discard.id(), poll.owner(), NOW);
    assertThat(polls().session(made.id()).orElseThrow().askedAt()).isEqualTo(open.askedAt());
  }

  @Test
  void what_was_planned_stays_when_results_are_revealed_or_hidden_after_the_opening() {
    PollSession session = session(poll(), wholeCourse(), false);
    AudienceRef audience = session.audience();

    polls().changeSession(session.id(), audience, ResultsVisibility.PUBLIC);
    assertThat(polls().session(session.id()).orElseThrow().planned())
        .isEqualTo(ResultsVisibility.PUBLIC);
    votes().setOpen(session.id(), true);
    polls().changeSession(session.id(), audience, ResultsVisibility.UNTIL_REVEALED);

    assertThat(polls().session(session.id()).orElseThrow().visibility())
        .isEqualTo(ResultsVisibility.UNTIL_REVEALED);
    assertThat(polls().session(session.id()).orElseThrow().planned())
        .isEqualTo(ResultsVisibility.PUBLIC);
  }

  @Test
  void another_answer_takes_the_place_of_the_first_where_the_session_allows_it() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    Choice b = choice(poll, "b");
    PollSession session = changeable(poll);
    VoterId voter = voter();
    cast(session, voter, a);
    long before = tally(session).version();
    long state = tally(session).stateVersion();

    VoteOutcome changed = castReplacing(session, voter, b);
    VoteOutcome again = castReplacing(session, voter, b);

    assertThat(changed).isEqualTo(new VoteOutcome.Counted(LATER, true));
    assertThat(again).isEqualTo(new VoteOutcome.AlreadyVoted(new SingleChoice(b.id()), LATER));
    assertThat(count(session, a)).isZero();
    assertThat(count(session, b)).isEqualTo(1);
    assertThat(tally(session).version()).isGreaterThan(before);
    assertThat(tally(session).stateVersion()).isEqualTo(state);
    assertThat(votes().vote(session.id(), voter))
        .contains(new CountedVote(session.id(), voter, new SingleChoice(b.id()), LATER));
  }

  @Test
  void the_first_answer_stays_without_the_setting_without_the_wish_and_after_the_close() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    Choice b = choice(poll, "b");
    PollSession fixed = openSession(poll, false);
    PollSession changeable = changeable(poll);
    VoterId voter = voter();
    cast(fixed, voter, a);
    cast(changeable, voter, a);
    VoteOutcome taken = new VoteOutcome.AlreadyVoted(new SingleChoice(a.id()), NOW);

    assertThat(castReplacing(fixed, voter, b)).isEqualTo(taken);
    assertThat(cast(changeable, voter, b)).isEqualTo(taken);
    votes().setOpen(changeable.id(), false);
    assertThat(castReplacing(changeable, voter, b)).isEqualTo(new VoteOutcome.Closed());

    assertThat(count(fixed, a)).isEqualTo(1);
    assertThat(count(changeable, a)).isEqualTo(1);
    assertThat(tally(changeable).total()).isEqualTo(1);
  }

  @Test
  void of_answers_that_are_changed_at_once_the_counts_stay_those_of_the_votes() throws Exception {
    Poll poll = poll();
    List<Choice> choices = List.of(choice(poll, "a"), choice(poll, "b"), choice(poll, "c"));
    PollSession session = changeable(poll);
    List<VoterId> voters = voters(5);
    AtomicInteger turns = new AtomicInteger();

    atOnce(
        12,
        i -> {
          Choice choice = choices.get(turns.getAndIncrement() % 3);
          votes()
              .cast(voters.stream().map(each -> replacing(session, each, choice)).toList(), LATER);
        });

    Tally tally = tally(session);
    assertThat(tally.total()).isEqualTo(5);
    for (Choice each : choices) {
      assertThat(tally.counts().getOrDefault(each.id(), 0L))
          .isEqualTo(
              votes().votes(session.id(), null, 10).stream()
                  .filter(vote -> new SingleChoice(each.id()).equals(vote.answer()))
                  .count());
    }
  }

  @Test
  void whether_answers_can_be_changed_is_fixed_with_the_first_vote() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    PollSession named = openSession(poll, false);
    PollSession anonymous = openSession(poll, true);

    assertThat(polls().setChangeable(anonymous.id(), true)).isEqualTo(ChangeableOutcome.ANONYMOUS);
    assertThat(polls().setChangeable(anonymous.id(), false)).isEqualTo(ChangeableOutcome.CHANGED);
    assertThat(polls().setChangeable(named.id(), true)).isEqualTo(ChangeableOutcome.CHANGED);
    assertThat(polls().session(named.id()).orElseThrow().changeable()).isTrue();
    cast(named, voter(), a);
    assertThat(polls().setChangeable(named.id(), false)).isEqualTo(ChangeableOutcome.HAS_VOTES);
    assertThat(polls().setChangeable(named.id(), true)).isEqualTo(ChangeableOutcome.CHANGED);
    assertThat(polls().deleteSession(named.id())).isTrue();
    assertThat(polls().setChangeable(named.id(), true)).isEqualTo(ChangeableOutcome.GONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_a_text_said_is_kept_where_somebody_may_have_answered_to_it(boolean anonymous) {
    Poll poll = poll();
    Choice answered = choice(poll, "Mars");
    Choice free = choice(poll, "Venus");
    PollSession waiting = session(poll, wholeCourse(), anonymous);
    PollSession session = openSession(poll, anonymous);
    cast(session, voter(), answered);
    votes().setOpen(session.id(), false);

    rename(free, "Pluto", NOW);
    rename(answered, "Mars", NOW);
    rename(answered, "Mars!", NOW);
    rename(answered, "Mars?", LATER);
    polls().changePoll(poll.id(), "Which planet?", null, LATER);
    PollSession later = session(poll, wholeCourse(), anonymous);

    assertThat(polls().corrections(List.of(session.id(), waiting.id(), later.id())))
        .containsOnlyKeys(session.id());
    assertThat(polls().corrections(List.of(session.id())).get(session.id()))
        .extracting(Correction::choice, Correction::text, Correction::at)
        .containsExactly(
            tuple(answered.id(), "Mars", NOW),
            tuple(null, poll.question(), LATER),
            tuple(answered.id(), "Mars!", LATER));
    assertThat(polls().session(session.id()).orElseThrow().corrected()).isTrue();
    assertThat(polls().session(later.id()).orElseThrow().corrected()).isFalse();
  }

  @Test
  void a_text_that_people_see_while_they_vote_is_kept_before_the_first_vote() {
    Poll poll = poll();
    Choice choice = choice(poll, "Mars");
    PollSession session = openSession(poll, false);

    rename(choice, "Venus", NOW);

    assertThat(polls().corrections(List.of(session.id())).get(session.id()))
        .containsExactly(new Correction(choice.id(), "Mars", NOW));
  }

  @Test
  void a_text_is_corrected_so_often_and_not_more() {
    Poll poll = poll();
    Choice choice = choice(poll, "0");
    openSession(poll, false);
    for (int i = 1; i <= Quota.CORRECTIONS.most(); i++) {
      rename(choice, "" + i, NOW);
    }

    assertThatThrownBy(() -> rename(choice, "more", NOW)).isInstanceOf(Quota.Reached.class);
    assertThat(polls().choice(poll.id(), choice.id()).orElseThrow().text())
        .isEqualTo("" + Quota.CORRECTIONS.most());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_poll_that_was_deleted_comes_back_whole(boolean anonymous) {
    Poll poll = poll();
    Choice a = polls().addChoice(poll.id(), "a", 3, true).orElseThrow();
    Choice b = choice(poll, "b");
    PollSession session = openSession(poll, anonymous);
    VoterId voter = voter();
    cast(session, voter, a);
    rename(a, "A", NOW);
    List<Choice> choices = polls().choicesOf(List.of(poll.id())).get(poll.id());
    PollSession before = polls().session(session.id()).orElseThrow();
    Tally counts = tally(session);

    Discard discard = discards().discardPoll(poll.id(), poll.owner(), LATER).orElseThrow();

    assertThat(discard.question()).isEqualTo(poll.question());
    assertThat(polls().poll(poll.id())).isEmpty();
    assertThat(polls().choicesOf(List.of(poll.id())).get(poll.id())).isEmpty();
    assertThat(polls().session(session.id())).isEmpty();
    assertThat(polls().tallies(List.of(session.id()))).isEmpty();
    assertThat(votes().vote(session.id(), voter)).isEmpty();
    assertThat(cast(session, voter(), b)).isEqualTo(new VoteOutcome.UnknownSession());
    assertThat(discards().of(poll.owner(), NOW)).containsExactly(discard);

    assertThat(discards().restore(discard.id(), poll.owner(), NOW)).contains(poll.id());

    assertThat(polls().poll(poll.id())).contains(poll);
    assertThat(polls().choicesOf(List.of(poll.id()))).containsEntry(poll.id(), choices);
    assertThat(polls().session(session.id())).contains(before);
    assertThat(tally(session).counts()).isEqualTo(counts.counts());
    assertThat(tally(session).version()).isGreaterThan(counts.version());
    assertThat(votes().votedIn(voter, List.of(session.id()))).containsExactly(session.id());
    assertThat(polls().corrections(List.of(session.id())).get(session.id())).hasSize(1);
    assertThat(cast(session, voter(), b)).isEqualTo(counted(anonymous));
    assertThat(discards().of(poll.owner(), NOW)).isEmpty();
    assertThat(discards().restore(discard.id(), poll.owner(), NOW)).isEmpty();
  }

  @Test
  void a_session_that_was_deleted_comes_back_on_show_and_in_its_place() {
    Poll poll = poll();
    AudienceRef.InCourse room = new AudienceRef.InCourse(course().id().value(), null);
    PollSession first = session(poll, room, false);
    PollSession second = session(poll, room, false);
    polls().arrange(room, List.of(second.id(), first.id()));
    polls().show(room, second.id());

    Discard discard = discards().discardSession(second.id(), poll.owner(), LATER).orElseThrow();
    assertThat(discard.course()).isEqualTo(room.courseId());
    assertThat(polls().onShow(room)).isEmpty();
    discards().restore(discard.id(), poll.owner(), NOW);

    assertThat(polls().onShow(room)).contains(second.id());
    assertThat(polls().agenda(room, Slice.first(9)).items())
        .extracting(PollSession::id)
        .containsExactly(second.id(), first.id());
  }

  @Test
  void what_was_open_comes_back_closed_beside_what_is_open_by_now() {
    Poll poll = poll();
    AudienceRef room = wholeCourse();
    PollSession first = votes().setOpen(session(poll, room, false).id(), true).orElseThrow();
    PollSession alone = votes().setOpen(session(poll, room, false).id(), true).orElseThrow();
    Discard discard = discards().discardSession(first.id(), poll.owner(), LATER).orElseThrow();

    discards().restore(discard.id(), poll.owner(), NOW);

    assertThat(polls().session(first.id()).orElseThrow().state()).isEqualTo(SessionState.CLOSED);
    assertThat(polls().session(alone.id()).orElseThrow().open()).isTrue();
    discard = discards().discardSession(alone.id(), poll.owner(), LATER).orElseThrow();
    discards().restore(discard.id(), poll.owner(), NOW);
    assertThat(polls().session(alone.id()).orElseThrow().open()).isTrue();
  }

  @Test
  void what_was_deleted_is_taken_back_by_who_did_it_and_in_time_only() {
    Poll poll = poll();
    PollSession session = openSession(poll, false);
    Choice a = choice(poll, "a");
    cast(session, voter(), a);
    Discard discard = discards().discardSession(session.id(), poll.owner(), LATER).orElseThrow();

    assertThat(discards().restore(discard.id(), voter(), NOW)).isEmpty();
    assertThat(discards().restore(discard.id(), poll.owner(), LATER)).isEmpty();
    assertThat(discards().of(poll.owner(), LATER)).isEmpty();
    assertThat(discards().restore(new DiscardId(UNKNOWN), poll.owner(), NOW)).isEmpty();
    assertThat(discards().discardSession(session.id(), poll.owner(), LATER)).isEmpty();
    assertThat(polls().session(session.id())).isEmpty();
  }

  @Test
  void what_nobody_can_take_back_any_more_is_swept() {
    Poll poll = poll();
    Choice a = choice(poll, "a");
    PollSession session = openSession(poll, false);
    cast(session, voter(), a);
    rename(a, "b", NOW);
    discards().discardPoll(poll.id(), poll.owner(), LATER);

    discards().forget(NOW);
    assertThat(rows("discarded_session", "id", session)).isEqualTo(1);
    discards().forget(LATER);
    while (votes().sweep(1_000) > 0) {
      assertThat(rows("discarded_session", "id", session)).isZero();
    }

    for (String table :
        List.of("vote", "tally", "change_count", "correction", "entry", "spelling")) {
      assertThat(rows(table, session.id())).as(table).isZero();
    }
    assertThat(rows("discarded_session", "id", session)).isZero();
  }

  @Test
  void a_session_stays_gone_when_its_poll_went_after_it() {
    Poll poll = poll();
    PollSession session = openSession(poll, false);
    Discard ofSession = discards().discardSession(session.id(), poll.owner(), LATER).orElseThrow();
    Discard ofPoll = discards().discardPoll(poll.id(), poll.owner(), LATER).orElseThrow();

    assertThat(discards().restore(ofSession.id(), poll.owner(), NOW)).isEmpty();
    assertThat(discards().restore(ofPoll.id(), poll.owner(), NOW)).contains(poll.id());
    assertThat(discards().restore(ofSession.id(), poll.owner(), NOW)).contains(poll.id());
    assertThat(polls().session(session.id())).isPresent();
  }

  /// Later columns must move along, or they would come back as if they had never been set.
  @Test
  void what_is_deleted_keeps_every_column() {
    assertThat(columns("discarded_poll")).isEqualTo(columns("poll"));
    assertThat(columns("discarded_choice")).isEqualTo(columns("choice"));
    assertThat(columns("discarded_session")).isEqualTo(columns("poll_session"));
    assertThat(columns("poll_session")).isEqualTo(sorted(DiscardRows.SESSION));
    assertThat(columns("choice")).isEqualTo(sorted(DiscardRows.CHOICE));
    assertThat(columns("poll")).isEqualTo(sorted(DiscardRows.POLL));
  }

  private static List<String> sorted(String columns) {
    return List.of(columns.split(",\\s*")).stream().sorted().toList();
  }

  private List<String> columns(String table) {
    return database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT * FROM " + table + " WHERE 1 = 0")
                    .scanResultSet(
                        (rows, _) -> {
                          var about = rows.get().getMetaData();
                          List<String> names = new ArrayList<>();
                          for (int i = 1; i <= about.getColumnCount(); i++) {
                            names.add(about.getColumnName(i));
                          }
                          names.remove("discard_id");
                          return names.stream().sorted().toList();
                        }));
  }

  private long rows(String table, String column, PollSession session) {
    return database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM %s WHERE %s = :id".formatted(table, column))
                    .bind("id", session.id().value())
                    .mapTo(long.class)
                    .one());
  }
}
