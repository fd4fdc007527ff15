package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;
import org.pollard.course.Section;
import org.pollard.people.Listing;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Kind;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.PollStore.ChoiceDeletion;
import org.pollard.poll.PollStore.NewSession;
import org.pollard.poll.Results;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

abstract class PollContract extends StoreContract {

  @Test
  void a_poll_comes_back_as_it_was_added_and_changed() {
    VoterId owner = voter();
    Poll poll = polls().addPoll(owner, "Tea or coffee? ☕", "after lunch", NOW);

    assertThat(poll).isEqualTo(new Poll(poll.id(), owner, "Tea or coffee? ☕", "after lunch", NOW));
    assertThat(polls().poll(poll.id())).contains(poll);

    Poll changed = polls().changePoll(poll.id(), "Tea?", null, NOW).orElseThrow();
    assertThat(changed).isEqualTo(new Poll(poll.id(), owner, "Tea?", null, NOW));
    assertThat(polls().polls(List.of(poll.id(), new PollId(UNKNOWN))))
        .containsOnlyKeys(poll.id())
        .containsEntry(poll.id(), changed);
  }

  @Test
  void unknown_ids_are_empty() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    for (long id : List.of(0L, -3L, UNKNOWN, Long.MAX_VALUE, Long.MIN_VALUE)) {
      PollId unknown = new PollId(id);
      SessionId noSession = new SessionId(id);
      assertThat(polls().poll(unknown)).isEmpty();
      assertThat(polls().changePoll(unknown, "q", null, NOW)).isEmpty();
      assertThat(polls().deletePoll(unknown)).isFalse();
      assertThat(polls().addChoice(unknown, "t", null, false)).isEmpty();
      assertThat(polls().choice(poll.id(), new ChoiceId(id))).isEmpty();
      assertThat(polls().choice(unknown, choice.id())).isEmpty();
      assertThat(polls().changeChoice(new Choice(new ChoiceId(id), poll.id(), "t", 1, true), NOW))
          .isEmpty();
      assertThat(polls().changeChoice(new Choice(choice.id(), unknown, "t", 1, true), NOW))
          .isEmpty();
      assertThat(polls().deleteChoice(poll.id(), new ChoiceId(id))).isEqualTo(ChoiceDeletion.GONE);
      assertThat(polls().deleteChoice(unknown, choice.id())).isEqualTo(ChoiceDeletion.GONE);
      assertThat(polls().session(noSession)).isEmpty();
      assertThat(polls().deleteSession(noSession)).isFalse();
      assertThat(polls().changeSession(noSession, wholeCourse(), ResultsVisibility.PUBLIC))
          .isEmpty();
      assertThat(votes().setOpen(noSession, true)).isEmpty();
      assertThat(polls().tallies(List.of(noSession))).isEmpty();
      assertThat(
              polls()
                  .addSession(
                      new NewSession(
                          unknown, wholeCourse(), false, ResultsVisibility.PUBLIC, false),
                      NOW))
          .isEmpty();
    }
  }

  @Test
  void the_polls_of_an_owner_come_newest_first() {
    VoterId owner = voter();
    Poll old = polls().addPoll(owner, "old", null, NOW.minusSeconds(9));
    Poll one = polls().addPoll(owner, "one", null, NOW);
    Poll two = polls().addPoll(owner, "two", null, NOW);
    Poll older = polls().addPoll(owner, "older", null, NOW.minusSeconds(10));

    assertThat(polls().pollsOf(owner, Slice.first(9)).items())
        .containsExactly(two, one, old, older);
    Listing<Poll> middle = polls().pollsOf(owner, new Slice(1, 2));
    assertThat(middle.items()).containsExactly(one, old);
    assertThat(middle.total()).isEqualTo(4);
  }

  @Test
  void choices_stand_by_position_then_without_one_then_by_id() {
    Poll poll = poll();
    Choice late = polls().addChoice(poll.id(), "late", null, false).orElseThrow();
    Choice third = polls().addChoice(poll.id(), "third", 3, true).orElseThrow();
    Choice first = polls().addChoice(poll.id(), "first", -1, false).orElseThrow();
    Choice alsoThird = polls().addChoice(poll.id(), "also third", 3, false).orElseThrow();
    Choice later = polls().addChoice(poll.id(), "later", null, false).orElseThrow();
    Poll bare = poll();
    PollSession session = openSession(poll, false);

    List<Choice> inOrder = List.of(first, third, alsoThird, late, later);
    assertThat(polls().choices(poll.id(), Slice.first(9)).items()).isEqualTo(inOrder);
    assertThat(polls().choices(poll.id(), new Slice(1, 2)).items())
        .containsExactly(third, alsoThird);
    assertThat(polls().choices(poll.id(), new Slice(1, 2)).total()).isEqualTo(5);
    assertThat(polls().choicesOf(List.of(poll.id(), bare.id())))
        .containsEntry(poll.id(), inOrder)
        .containsEntry(bare.id(), List.of());
    assertThat(tally(session).counts()).isEmpty();
  }

  @Test
  void a_choice_is_changed_and_deleted() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    Choice changed = new Choice(choice.id(), poll.id(), "b", 7, true);

    assertThat(polls().changeChoice(changed, NOW)).contains(changed);
    assertThat(polls().choice(poll.id(), choice.id())).contains(changed);
    assertThat(polls().deleteChoice(poll.id(), choice.id())).isEqualTo(ChoiceDeletion.DELETED);
    assertThat(polls().choice(poll.id(), choice.id())).isEmpty();
    assertThat(polls().deleteChoice(poll.id(), choice.id())).isEqualTo(ChoiceDeletion.GONE);
    assertThat(choice(poll, "c").id()).isNotEqualTo(choice.id());
  }

  @Test
  void a_session_begins_closed_and_comes_back_as_it_was_added() {
    Poll poll = poll();
    AudienceRef audience = wholeCourse();

    PollSession session =
        polls()
            .addSession(
                new NewSession(poll.id(), audience, true, ResultsVisibility.UNTIL_REVEALED, true),
                NOW)
            .orElseThrow();

    assertThat(session)
        .isEqualTo(
            new PollSession(
                session.id(),
                poll.id(),
                audience,
                false,
                true,
                ResultsVisibility.UNTIL_REVEALED,
                true,
                false,
                false,
                false,
                false,
                false,
                ResultsVisibility.UNTIL_REVEALED,
                NOW));
    assertThat(polls().session(session.id())).contains(session);
  }

  @Test
  void only_audience_and_visibility_of_a_session_are_changed() {
    Poll poll = poll();
    PollSession session = openSession(poll, false);
    Section section = courses().defaultSection(course().id());
    AudienceRef audience = new InCourse(section.course().value(), section.id().value());

    PollSession changed =
        polls().changeSession(session.id(), audience, ResultsVisibility.PUBLIC).orElseThrow();

    assertThat(changed)
        .isEqualTo(
            new PollSession(
                session.id(),
                poll.id(),
                audience,
                true,
                false,
                ResultsVisibility.PUBLIC,
                false,
                false,
                true,
                true,
                false,
                false,
                ResultsVisibility.AFTER_VOTE,
                NOW,
                session.openedAt(),
                Kind.SINGLE));
  }

  @Test
  void a_session_was_presented_once_it_was_opened_or_put_on_show_in_its_room() {
    PollSession opened = openSession(poll(), false);
    votes().setOpen(opened.id(), false);
    PollSession shown = openSession(poll(), false);
    PollSession never =
        polls()
            .addSession(
                new NewSession(
                    shown.poll(), shown.audience(), false, ResultsVisibility.PUBLIC, true),
                NOW)
            .orElseThrow();

    assertThat(never.presented()).isFalse();
    assertThat(opened.presented()).isTrue();
    assertThat(polls().session(opened.id())).get().matches(PollSession::presented);
    polls().show(never.audience(), never.id());

    assertThat(polls().session(never.id())).get().matches(PollSession::presented);
    assertThat(
            polls().changeSession(never.id(), never.audience(), ResultsVisibility.UNTIL_REVEALED))
        .get()
        .matches(PollSession::presented);
    assertThat(polls().changeSession(never.id(), wholeCourse(), ResultsVisibility.PUBLIC))
        .get()
        .matches(moved -> !moved.presented());
    assertThat(polls().changeSession(shown.id(), wholeCourse(), ResultsVisibility.PUBLIC))
        .get()
        .matches(PollSession::presented);
  }

  @Test
  void what_is_correct_is_told_of_a_closed_session_until_it_is_opened() {
    PollSession open = openSession(poll(), false);
    SessionId id = open.id();

    boolean early = polls().showCorrect(id, true);
    votes().setOpen(id, false);
    boolean closed = polls().showCorrect(id, true);

    assertThat(early).isFalse();
    assertThat(closed).isTrue();
    assertThat(polls().session(id)).get().matches(PollSession::showsCorrect);
    votes().setOpen(id, true);
    votes().setOpen(id, false);
    assertThat(polls().session(id)).get().matches(each -> !each.showsCorrect());
    assertThat(polls().showCorrect(new SessionId(Long.MAX_VALUE), true)).isFalse();
  }

  @Test
  void sessions_are_listed_by_poll_and_by_audience() {
    Poll poll = poll();
    Section section = courses().defaultSection(course().id());
    AudienceRef whole = new InCourse(section.course().value(), null);
    AudienceRef part = new InCourse(section.course().value(), section.id().value());
    AudienceRef elsewhere = wholeCourse();
    PollSession one = session(poll, whole, false);
    PollSession two = session(poll, part, false);
    PollSession three = session(poll, elsewhere, false);
    PollSession open = votes().setOpen(session(poll, whole, false).id(), true).orElseThrow();

    assertThat(polls().sessionsOf(poll.id(), Slice.first(9)).items())
        .containsExactly(one, two, three, open);
    assertThat(polls().sessionsOf(poll.id(), new Slice(1, 2)).items()).containsExactly(two, three);
    assertThat(polls().sessionsOf(poll.id(), new Slice(1, 2)).total()).isEqualTo(4);

    assertThat(before(List.of(whole), false)).containsExactly(one);
    assertThat(before(List.of(whole), true)).containsExactly(open);
    assertThat(before(List.of(part, whole, part), false)).containsExactly(one, two);
    assertThat(before(List.of(), false)).isEmpty();
    Listing<PollSession> cut =
        polls().sessionsBefore(List.of(whole, part, elsewhere), false, new Slice(2, 5));
    assertThat(cut.items()).containsExactly(three);
    assertThat(cut.total()).isEqualTo(3);
    Poll bare = poll();
    assertThat(polls().audiencesOf(List.of(poll.id(), bare.id())))
        .containsEntry(bare.id(), List.of())
        .hasEntrySatisfying(
            poll.id(),
            audiences -> assertThat(audiences).containsExactlyInAnyOrder(whole, part, elsewhere));
  }

  private List<PollSession> before(List<AudienceRef> audiences, boolean open) {
    return polls().sessionsBefore(audiences, open, Slice.first(9)).items();
  }

  @Test
  void a_deleted_poll_is_gone_for_every_call() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    cast(session, voter, choice);

    assertThat(polls().deletePoll(poll.id())).isTrue();

    assertThat(polls().deletePoll(poll.id())).isFalse();
    assertThat(polls().poll(poll.id())).isEmpty();
    assertThat(polls().choices(poll.id(), Slice.first(1)).total()).isZero();
    assertThat(polls().sessionsOf(poll.id(), Slice.first(1)).total()).isZero();
    assertThat(polls().pollsOf(poll.owner(), Slice.first(1)).total()).isZero();
    assertThat(polls().session(session.id())).isEmpty();
    assertThat(polls().tallies(List.of(session.id()))).isEmpty();
    assertThat(polls().totals(List.of(poll.id())).get(poll.id())).isEmpty();
    assertThat(votes().vote(session.id(), voter)).isEmpty();
  }

  @Test
  void every_change_that_viewers_could_see_raises_the_version() {
    Poll poll = poll();
    PollSession session = session(poll, wholeCourse(), false);
    PollSession other = session(poll, wholeCourse(), false);
    Tally before = tally(session);
    assertThat(before.results()).isEqualTo(Results.NONE);
    assertThat(before.stateVersion()).isEqualTo(before.version());

    Choice choice = choice(poll, "a");
    long added = tally(session).version();
    polls().changeChoice(new Choice(choice.id(), poll.id(), "b", null, false), NOW);
    long changed = tally(session).version();
    votes().setOpen(session.id(), true);
    long opened = tally(session).version();
    cast(session, voter(), choice);
    long voted = tally(session).version();
    long hiddenBefore = tally(session).stateVersion();
    cast(session, voter(), choice);
    assertThat(tally(session).stateVersion()).as("tells nothing of votes").isEqualTo(hiddenBefore);
    polls().changeSession(session.id(), session.audience(), ResultsVisibility.PUBLIC);
    long shown = tally(session).version();
    polls().deleteChoice(poll.id(), choice.id());
    long deleted = tally(session).version();

    assertThat(List.of(before.version(), added, changed, opened, voted, shown, deleted))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(tally(other).version() - before.version())
        .isEqualTo(Tally.of(0, 3, 3, Results.NONE).version());
  }

  @Test
  void what_changes_nothing_leaves_the_version() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    cast(session, voter, choice);
    Tally before = tally(session);

    votes().setOpen(session.id(), true);
    cast(session, voter, choice);
    polls().deleteChoice(poll.id(), new ChoiceId(UNKNOWN));

    assertThat(tally(session)).isEqualTo(before);
  }

  @Test
  void totals_add_up_all_sessions_of_a_poll() {
    Poll poll = poll();
    Choice one = choice(poll, "one");
    Choice none = choice(poll, "none");
    Poll bare = poll();
    for (boolean anonymous : List.of(true, false, false)) {
      cast(openSession(poll, anonymous), voter(), one);
    }

    assertThat(polls().totals(List.of(poll.id(), bare.id())))
        .containsEntry(poll.id(), Map.of(one.id(), 3L, none.id(), 0L))
        .containsEntry(bare.id(), Map.of());
    assertThat(polls().totals(List.of(poll.id())))
        .hasEntrySatisfying(
            poll.id(), totals -> assertThat(totals.keySet()).containsExactly(one.id(), none.id()));
  }

  @Test
  void of_changes_of_a_choice_at_once_none_is_lost() throws Exception {
    Poll poll = poll();
    Choice choice = polls().addChoice(poll.id(), "", 0, false).orElseThrow();

    atOnce(
        20,
        i ->
            polls()
                .changeChoice(
                    poll.id(),
                    choice.id(),
                    now ->
                        new Choice(
                            now.id(),
                            now.poll(),
                            now.text() + "x",
                            Objects.requireNonNull(now.position()) + 1,
                            !now.correct()),
                    NOW));

    assertThat(polls().choice(poll.id(), choice.id()))
        .contains(new Choice(choice.id(), poll.id(), "x".repeat(20), 20, false));
  }

  @Test
  void of_changes_of_a_poll_or_a_session_at_once_none_is_lost() throws Exception {
    Poll poll = poll();
    PollSession session = session(poll, wholeCourse(), false);
    AudienceRef elsewhere = wholeCourse();

    atOnce(
        20,
        i -> {
          polls()
              .changePoll(
                  poll.id(),
                  now ->
                      new Poll(
                          now.id(),
                          now.owner(),
                          now.question() + "?",
                          now.description(),
                          now.createdAt()),
                  NOW);
          polls()
              .changeSession(
                  session.id(),
                  now ->
                      i % 2 == 0
                          ? new PollStore.Setting(elsewhere, now.visibility())
                          : new PollStore.Setting(now.audience(), ResultsVisibility.PUBLIC));
        });

    assertThat(polls().poll(poll.id()).orElseThrow().question())
        .isEqualTo(poll.question() + "?".repeat(20));
    PollSession changed = polls().session(session.id()).orElseThrow();
    assertThat(changed.audience()).isEqualTo(elsewhere);
    assertThat(changed.visibility()).isEqualTo(ResultsVisibility.PUBLIC);
  }

  @Test
  void a_poll_has_at_most_so_many_choices() {
    Poll poll = poll();
    int most = Quota.CHOICES.most();
    for (int i = 0; i < most; i++) {
      choice(poll, "c" + i);
    }

    assertThatThrownBy(() -> choice(poll, "one more"))
        .isInstanceOf(Quota.Reached.class)
        .hasMessageContaining(most + " choices of one poll");
    assertThatThrownBy(
            () -> polls().addPollWithChoices(voter(), "q", Collections.nCopies(most + 1, "c"), NOW))
        .isInstanceOf(Quota.Reached.class);
    assertThat(polls().choices(poll.id(), Slice.first(1)).total()).isEqualTo(most);
  }

  @Test
  void a_poll_has_at_most_so_many_sessions_and_a_person_so_many_polls() {
    Poll poll = poll();
    AudienceRef.InCourse audience = new AudienceRef.InCourse(course().id().value(), null);
    many(
        Quota.SESSIONS.most(),
        """
        INSERT INTO poll_session (poll_id, course_id, is_open, is_anonymous, visibility,
          shows_voters, created_at)
        VALUES (:key, :course, FALSE, FALSE, 'PUBLIC', FALSE, 0)
        """,
        poll.id().value(),
        audience.courseId());
    many(
        Quota.POLLS.most() - 1,
        """
        INSERT INTO poll (owner_id, question, created_at)
        SELECT :key, 'q', :course WHERE TRUE
        """,
        poll.owner().value(),
        0);

    assertThatThrownBy(() -> session(poll, audience, false)).isInstanceOf(Quota.Reached.class);
    assertThatThrownBy(() -> polls().addPoll(poll.owner(), "q", null, NOW))
        .isInstanceOf(Quota.Reached.class);
    assertThatThrownBy(() -> polls().addPollWithChoices(poll.owner(), "q", List.of("a"), NOW))
        .isInstanceOf(Quota.Reached.class);
    assertThat(session(poll(), audience, false).open()).isFalse();
  }

  private void many(int rows, String insert, long key, long course) {
    database()
        .write(
            handle -> {
              PreparedBatch batch = handle.prepareBatch(insert);
              for (int i = 0; i < rows; i++) {
                batch.bind("key", key).bind("course", course).add();
              }
              return batch.execute();
            });
  }
}
