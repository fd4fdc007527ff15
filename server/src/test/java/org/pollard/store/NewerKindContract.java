package org.pollard.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.NewerQuestionException;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.ResultsVisibility;
import org.pollard.store.poll.PollRows;
import org.pollard.voting.VoteOutcome;

/// A node that meets what only a newer one knows, while nodes are upgraded one after the other,
/// goes on with everything else.
abstract class NewerKindContract extends StoreContract {

  private final Slice all = Slice.first(100);

  private AudienceRef.InCourse room;
  private VoterId owner;
  private Poll known;
  private Choice choice;
  private PollSession asked;
  private Poll newer;
  private Choice newerChoice;
  private PollSession newerAsked;

  @BeforeEach
  void ask() {
    room = new AudienceRef.InCourse(course().id().value(), null);
    owner = voter();
    known = polls().addPoll(owner, unique("known"), null, NOW);
    choice = choice(known, "a");
    asked = open(known);
    newer = polls().addPoll(owner, unique("newer"), null, NOW);
    newerChoice = choice(newer, "b");
    newerAsked = open(newer);
    cast(newerAsked, voter(), newerChoice);
    polls().show(room, newerAsked.id());
    becomes("kind = 'MATRIX'");
  }

  private PollSession open(Poll poll) {
    PollSession added =
        polls()
            .addSession(
                new PollStore.NewSession(poll.id(), room, false, ResultsVisibility.PUBLIC, false),
                NOW)
            .orElseThrow();
    return votes().setOpen(added.id(), true).orElseThrow();
  }

  /// As a newer node would make it of the poll.
  private void becomes(String change) {
    database()
        .write(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE poll SET %s, revision = revision + 1 WHERE id = :id"
                            .formatted(change))
                    .bind("id", newer.id().value())
                    .execute());
  }

  @Test
  void lists_leave_out_what_only_a_newer_node_knows() {
    assertThat(polls().pollsOf(owner, all).items()).containsExactly(known);
    assertThat(polls().polls(List.of(known.id(), newer.id()))).containsOnlyKeys(known.id());
    assertThat(polls().agenda(room, all).items())
        .extracting(PollSession::id)
        .containsExactly(asked.id());
    assertThat(polls().sessionsBefore(room, all).items())
        .extracting(PollSession::id)
        .containsExactly(asked.id());
    assertThat(polls().sessionsBefore(List.of(room), true, all).items())
        .extracting(PollSession::id)
        .containsExactly(asked.id());
    assertThat(polls().newestSessionsBefore(List.of(room), 10))
        .extracting(PollSession::id)
        .containsExactly(asked.id());
    assertThat(polls().sessions(List.of(asked.id(), newerAsked.id()))).containsOnlyKeys(asked.id());
    assertThat(polls().tallies(List.of(asked.id(), newerAsked.id()))).containsOnlyKeys(asked.id());
    assertThat(polls().onShow(room)).isEmpty();
  }

  @Test
  void what_was_never_asked_is_left_out_likewise() {
    polls().deleteSession(asked.id());
    polls().deleteSession(newerAsked.id());
    assertThat(polls().neverAsked(owner, 10)).containsExactly(known);
  }

  @Test
  void who_asks_for_it_alone_is_told_that_this_node_is_too_old() {
    assertThatThrownBy(() -> polls().poll(newer.id())).isInstanceOf(NewerQuestionException.class);
    assertThatThrownBy(() -> polls().session(newerAsked.id()))
        .isInstanceOf(NewerQuestionException.class);
    assertThatThrownBy(() -> votes().setOpen(newerAsked.id(), false))
        .isInstanceOf(NewerQuestionException.class);
    assertThatThrownBy(() -> polls().changePoll(newer.id(), each -> each, NOW))
        .isInstanceOf(NewerQuestionException.class);
  }

  @Test
  void to_a_wire_of_one_choice_it_is_not_there() {
    PollStore single = new PollRows.OfSingleChoice(database());
    assertThat(single.poll(newer.id())).isEmpty();
    assertThat(single.session(newerAsked.id())).isEmpty();
  }

  @Test
  void a_vote_in_it_counts_nowhere_and_fails_no_neighbour() {
    VoterId voter = voter();
    assertThat(
            votes()
                .cast(
                    List.of(vote(newerAsked, voter, newerChoice), vote(asked, voter, choice)), NOW))
        .containsExactly(new VoteOutcome.Newer(), counted(false));
    assertThat(rows("vote", newerAsked.id())).isOne();
    assertThat(count(asked, choice)).isOne();
    becomes("kind = 'SINGLE'");
    assertThat(count(newerAsked, newerChoice)).isOne();
  }

  @Test
  void a_vote_is_not_judged_without_a_setting_that_only_a_newer_node_knows() {
    becomes("kind = 'SINGLE', settings = 'weighed=true'");
    assertThat(cast(newerAsked, voter(), newerChoice)).isEqualTo(new VoteOutcome.Newer());
    assertThat(requireNonNull(polls().sessions(List.of(newerAsked.id())))).hasSize(1);
    becomes("settings = ''");
    assertThat(cast(newerAsked, voter(), newerChoice)).isEqualTo(counted(false));
  }
}
