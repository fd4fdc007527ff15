package org.pollard.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractListAssert;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.torture.History.Answer;
import org.pollard.torture.History.Change;
import org.pollard.torture.History.ChoiceDeletion;
import org.pollard.torture.History.Facade;
import org.pollard.torture.History.Seen;
import org.pollard.torture.History.Try;
import org.pollard.torture.History.What;
import org.pollard.torture.State.Ballot;
import org.pollard.torture.State.Session;
import org.pollard.torture.Violation.Kind;

/// Session 1 with choices 7 and 8 opens at 10 and closes at 100. What is right passes, and every
/// kind of violation is found when it is planted.
@NullMarked
class RulesTest {

  private final List<Try> tries = new ArrayList<>();
  private final List<Change> changes =
      new ArrayList<>(
          List.of(
              new Change(1, What.OPEN, true, 10, 11), new Change(1, What.CLOSE, true, 100, 101)));
  private final List<ChoiceDeletion> deletions = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  private void vote(long voter, long choice, Answer answer, long began) {
    tries.add(new Try(1, voter, choice, Facade.CANVAS, answer, began, began + 5));
  }

  private void voteLive(long voter, long choice, Answer answer, long began) {
    tries.add(new Try(1, voter, choice, Facade.LIVE, answer, began, began + 5));
  }

  private AbstractListAssert<?, ?, Kind, ?> judged(Map<Long, Session> sessions, Set<Long> choices) {
    return assertThat(
            Rules.check(new History(tries, changes, deletions, seen), new State(sessions, choices)))
        .extracting(Violation::kind);
  }

  private AbstractListAssert<?, ?, Kind, ?> judged(Map<Long, Long> tally, Ballot... ballots) {
    return judged(Map.of(1L, new Session(false, List.of(ballots), tally)), Set.of(7L, 8L));
  }

  private AbstractListAssert<?, ?, Kind, ?> judgedAnonymous(
      Map<Long, Long> tally, Ballot... participations) {
    return judged(Map.of(1L, new Session(true, List.of(participations), tally)), Set.of(7L, 8L));
  }

  private static Ballot ballot(long voter, @Nullable Long choice) {
    return new Ballot(voter, choice);
  }

  @Test
  void what_was_acknowledged_and_is_stored_is_right() {
    vote(1, 7, Answer.COUNTED, 20);
    vote(1, 8, Answer.ALREADY_VOTED, 30);
    voteLive(1, 7, Answer.COUNTED, 40);
    voteLive(1, 7, Answer.COUNTED, 200);
    vote(2, 8, Answer.REFUSED, 200);

    judged(Map.of(7L, 1L), ballot(1, 7L)).isEmpty();
  }

  @Test
  void a_vote_without_an_answer_may_be_stored_or_not() {
    vote(1, 7, Answer.UNKNOWN, 20);
    vote(2, 8, Answer.UNKNOWN, 20);

    judged(Map.of(7L, 1L), ballot(1, 7L)).isEmpty();
  }

  @Test
  void a_retry_settles_what_had_no_answer() {
    vote(1, 7, Answer.UNKNOWN, 20);
    vote(1, 8, Answer.ALREADY_VOTED, 30);

    judged(Map.of(7L, 1L), ballot(1, 7L)).isEmpty();
    judged(Map.of()).containsExactly(Kind.MISSING);
  }

  @Test
  void an_acknowledged_vote_that_is_not_stored_is_missing() {
    vote(1, 7, Answer.COUNTED, 20);

    judged(Map.of()).containsExactly(Kind.MISSING);
  }

  @Test
  void an_acknowledged_vote_that_is_stored_as_another_is_missing() {
    vote(1, 8, Answer.UNKNOWN, 20);
    vote(1, 7, Answer.COUNTED, 30);

    judged(Map.of(8L, 1L), ballot(1, 8L)).containsExactly(Kind.MISSING);
  }

  @Test
  void two_stored_votes_of_one_voter_are_counted_twice() {
    vote(1, 7, Answer.COUNTED, 20);

    judged(Map.of(7L, 2L), ballot(1, 7L), ballot(1, 7L)).containsExactly(Kind.TWICE);
  }

  @Test
  void two_acknowledgements_of_different_votes_are_counted_twice() {
    voteLive(1, 7, Answer.COUNTED, 20);
    voteLive(1, 8, Answer.COUNTED, 30);

    judged(Map.of(7L, 1L), ballot(1, 7L)).contains(Kind.TWICE);
  }

  @Test
  void two_acknowledgements_by_canvas_are_counted_twice() {
    vote(1, 7, Answer.COUNTED, 20);
    vote(1, 7, Answer.COUNTED, 30);

    judged(Map.of(7L, 1L), ballot(1, 7L)).containsExactly(Kind.TWICE);
  }

  @Test
  void a_vote_that_was_sent_after_the_close_and_is_stored_is_late() {
    vote(1, 7, Answer.UNKNOWN, 102);

    judged(Map.of(7L, 1L), ballot(1, 7L)).containsExactly(Kind.LATE);
  }

  @Test
  void an_acknowledgement_after_the_close_is_late_unless_it_repeats_one_from_before() {
    voteLive(1, 7, Answer.COUNTED, 102);

    judged(Map.of()).contains(Kind.LATE);
    voteLive(1, 7, Answer.UNKNOWN, 50);
    judged(Map.of(7L, 1L), ballot(1, 7L)).isEmpty();
  }

  @Test
  void a_vote_before_the_first_opening_is_late() {
    vote(1, 7, Answer.COUNTED, 2);

    judged(Map.of(7L, 1L), ballot(1, 7L)).containsExactly(Kind.LATE, Kind.LATE);
  }

  @Test
  void a_vote_that_overlaps_the_close_or_an_opening_may_be_counted() {
    changes.add(new Change(1, What.OPEN, true, 200, 201));
    vote(1, 7, Answer.COUNTED, 99);
    vote(2, 7, Answer.COUNTED, 198);
    vote(3, 7, Answer.UNKNOWN, 150);

    judged(Map.of(7L, 3L), ballot(1, 7L), ballot(2, 7L), ballot(3, 7L)).isEmpty();
  }

  @Test
  void a_close_without_an_answer_proves_nothing_and_neither_does_one_beside_an_opening() {
    changes.removeLast();
    changes.add(new Change(1, What.CLOSE, false, 100, 101));
    changes.add(new Change(1, What.OPEN, false, 110, 111));
    changes.add(new Change(1, What.CLOSE, true, 120, 121));
    vote(1, 7, Answer.COUNTED, 105);
    vote(2, 7, Answer.COUNTED, 130);

    judged(Map.of(7L, 2L), ballot(1, 7L), ballot(2, 7L)).isEmpty();
  }

  @Test
  void a_stored_vote_that_was_refused_or_never_cast_is_unexplained() {
    vote(1, 7, Answer.REFUSED, 20);

    judged(Map.of(7L, 1L), ballot(1, 7L)).containsExactly(Kind.UNEXPLAINED);
    judged(Map.of(8L, 1L), ballot(2, 8L)).containsExactly(Kind.UNEXPLAINED);
  }

  @Test
  void a_refused_repeat_without_a_first_vote_is_unexplained() {
    vote(1, 7, Answer.ALREADY_VOTED, 20);

    judged(Map.of()).contains(Kind.UNEXPLAINED);
  }

  @Test
  void a_tally_that_is_not_the_count_of_the_votes_is_wrong() {
    vote(1, 7, Answer.COUNTED, 20);

    judged(Map.of(7L, 2L), ballot(1, 7L)).contains(Kind.TALLY);
    judged(Map.of(8L, 1L), ballot(1, 7L)).contains(Kind.TALLY);
  }

  @Test
  void the_vote_for_a_deleted_choice_may_be_gone_and_another_take_its_place() {
    deletions.add(new ChoiceDeletion(7, true, 50, 51));
    vote(1, 7, Answer.COUNTED, 20);
    vote(1, 8, Answer.COUNTED, 60);
    vote(2, 7, Answer.COUNTED, 20);

    judged(Map.of(1L, new Session(false, List.of(ballot(1, 8L)), Map.of(8L, 1L))), Set.of(8L))
        .isEmpty();
  }

  @Test
  void a_deleted_choice_or_session_that_is_there_is_wrong() {
    deletions.add(new ChoiceDeletion(7, true, 50, 51));
    changes.add(new Change(1, What.DELETE, true, 200, 201));

    judged(Map.of()).containsExactly(Kind.DELETION, Kind.DELETION);
  }

  @Test
  void a_session_or_choice_that_is_gone_and_was_never_deleted_is_wrong() {
    vote(1, 7, Answer.COUNTED, 20);

    judged(Map.of(), Set.of()).containsExactly(Kind.DELETION, Kind.DELETION);
  }

  @Test
  void an_acknowledgement_after_the_deletion_of_the_session_is_late() {
    changes.add(new Change(1, What.OPEN, true, 200, 201));
    changes.add(new Change(1, What.DELETE, true, 300, 301));
    vote(1, 7, Answer.COUNTED, 250);
    vote(2, 7, Answer.COUNTED, 302);

    judged(Map.of(), Set.of(7L)).containsExactly(Kind.LATE);
  }

  @Test
  void a_version_that_shrinks_for_one_reader_or_between_two_is_wrong() {
    seen.add(new Seen(1, 1, true, 5, 0, 20, 30));
    seen.add(new Seen(2, 1, true, 4, 0, 29, 31));
    seen.add(new Seen(1, 1, false, 1, 0, 40, 41));
    judged(Map.of()).isEmpty();

    seen.add(new Seen(2, 1, true, 4, 0, 31, 32));
    judged(Map.of()).containsExactly(Kind.VERSION);

    seen.removeLast();
    seen.add(new Seen(2, 1, true, 3, 0, 29, 32));
    judged(Map.of()).containsExactly(Kind.VERSION);
  }

  @Test
  void one_version_with_two_numbers_of_votes_is_wrong() {
    seen.add(new Seen(1, 1, true, 5, 10, 20, 30));
    seen.add(new Seen(2, 1, true, 5, 11, 20, 30));

    judged(Map.of()).containsExactly(Kind.VERSION);
  }

  @Test
  void one_lap_is_not_judged_for_the_sessions_of_another() {
    Session other = new Session(false, List.of(ballot(3, 9L)), Map.of(9L, 1L));
    State all = new State(Map.of(1L, new Session(false, List.of(), Map.of()), 2L, other), Set.of());

    judged(all.sessions(), Set.of(9L)).containsExactly(Kind.UNEXPLAINED);
    judged(all.only(Set.of(1L)).sessions(), Set.of(9L)).isEmpty();
  }

  @Test
  void anonymous_participations_follow_the_same_rules() {
    vote(1, 7, Answer.COUNTED, 20);
    vote(1, 7, Answer.ALREADY_VOTED, 30);
    vote(2, 8, Answer.UNKNOWN, 20);

    judgedAnonymous(Map.of(7L, 1L), ballot(1, null)).isEmpty();
    judgedAnonymous(Map.of(7L, 1L, 8L, 1L), ballot(1, null), ballot(2, null)).isEmpty();
    judgedAnonymous(Map.of()).contains(Kind.MISSING, Kind.TALLY);
    judgedAnonymous(Map.of(7L, 1L, 8L, 1L), ballot(1, null)).contains(Kind.TALLY);
    judgedAnonymous(Map.of(8L, 1L), ballot(1, null)).contains(Kind.TALLY);
    judgedAnonymous(Map.of(7L, 2L), ballot(1, null), ballot(3, null)).contains(Kind.UNEXPLAINED);
  }

  @Test
  void in_an_anonymous_session_a_second_acknowledgement_or_a_late_one_is_wrong() {
    voteLive(1, 7, Answer.COUNTED, 20);
    voteLive(1, 7, Answer.COUNTED, 30);
    vote(2, 7, Answer.UNKNOWN, 102);

    judgedAnonymous(Map.of(7L, 2L), ballot(1, null), ballot(2, null))
        .containsExactly(Kind.TWICE, Kind.LATE);
  }
}
