package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pollard.course.Section;
import org.pollard.people.Slice;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;

abstract class AgendaContract extends StoreContract {

  private List<SessionId> agenda(InCourse room) {
    return polls().agenda(room, Slice.first(99)).items().stream().map(PollSession::id).toList();
  }

  private InCourse room() {
    return new InCourse(course().id().value(), null);
  }

  private List<SessionId> ask(InCourse room, int count) {
    Poll poll = poll();
    List<SessionId> asked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      asked.add(session(poll, room, false).id());
    }
    return asked;
  }

  @Test
  void sessions_stand_as_they_were_arranged_and_later_ones_behind() {
    InCourse room = room();
    List<SessionId> asked = ask(room, 3);
    List<SessionId> order = List.of(asked.get(2), asked.get(0), asked.get(1));
    assertThat(agenda(room)).isEqualTo(asked);

    assertThat(polls().arrange(room, order)).isTrue();
    assertThat(agenda(room)).isEqualTo(order);
    assertThat(polls().arrange(room, order)).as("the same again").isTrue();
    assertThat(agenda(room)).isEqualTo(order);

    List<SessionId> later = ask(room, 2);
    assertThat(agenda(room))
        .containsExactly(order.get(0), order.get(1), order.get(2), later.get(0), later.get(1));
    assertThat(polls().agenda(room, new Slice(1, 2)).total()).isEqualTo(5);
    List<SessionId> all = new ArrayList<>(agenda(room));
    Collections.reverse(all);
    assertThat(polls().arrange(room, all)).isTrue();
    assertThat(agenda(room)).isEqualTo(all);
  }

  @Test
  void what_an_order_leaves_out_stands_behind() {
    InCourse room = room();
    List<SessionId> asked = ask(room, 3);
    polls().arrange(room, List.of(asked.get(2), asked.get(1), asked.get(0)));

    assertThat(polls().arrange(room, List.of(asked.get(1)))).isTrue();
    assertThat(agenda(room)).containsExactly(asked.get(1), asked.get(0), asked.get(2));
    assertThat(polls().arrange(room, List.of())).isTrue();
    assertThat(agenda(room)).isEqualTo(asked);
  }

  @Test
  void an_order_with_what_the_room_does_not_have_changes_nothing() {
    InCourse room = room();
    List<SessionId> asked = ask(room, 3);
    SessionId one = asked.get(0);
    SessionId two = asked.get(1);
    polls().deleteSession(asked.get(2));
    InCourse elsewhere = room();
    SessionId other = ask(elsewhere, 1).getFirst();

    assertThat(polls().arrange(room, List.of(two, other, one))).as("of another room").isFalse();
    assertThat(polls().arrange(room, List.of(two, asked.get(2), one))).as("deleted").isFalse();
    assertThat(polls().arrange(room, List.of(two, new SessionId(UNKNOWN)))).isFalse();
    assertThat(polls().arrange(room, List.of(two, one, two))).as("twice").isFalse();
    assertThat(polls().arrange(new InCourse(UNKNOWN, null), List.of(one))).isFalse();

    assertThat(agenda(room)).containsExactly(one, two);
    assertThat(agenda(elsewhere)).containsExactly(other);
  }

  @Test
  void a_room_has_the_sessions_of_its_sections_open_or_not() {
    Section section = courses().defaultSection(course().id());
    InCourse room = new InCourse(section.course().value(), null);
    InCourse part = new InCourse(section.course().value(), section.id().value());
    SessionId whole = ask(room, 1).getFirst();
    SessionId inSection = ask(part, 1).getFirst();
    votes().setOpen(inSection, true);

    assertThat(polls().arrange(part, List.of(inSection, whole))).isTrue();

    assertThat(agenda(room)).containsExactly(inSection, whole);
    assertThat(agenda(part)).isEqualTo(agenda(room));
  }

  @Test
  void a_session_that_moves_to_another_room_stands_at_its_end() {
    InCourse from = room();
    InCourse to = room();
    List<SessionId> leaving = ask(from, 2);
    List<SessionId> staying = ask(to, 2);
    polls().arrange(from, List.of(leaving.get(1), leaving.get(0)));
    polls().arrange(to, List.of(staying.get(1), staying.get(0)));

    polls().changeSession(leaving.get(1), from, ResultsVisibility.PUBLIC);
    assertThat(agenda(from)).as("stays").containsExactly(leaving.get(1), leaving.get(0));
    polls().changeSession(leaving.get(1), to, ResultsVisibility.PUBLIC);

    assertThat(agenda(from)).containsExactly(leaving.get(0));
    assertThat(agenda(to)).containsExactly(staying.get(1), staying.get(0), leaving.get(1));
  }

  @Test
  void an_order_is_nothing_that_voters_see() {
    InCourse room = room();
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession one = session(poll, room, false);
    PollSession two = votes().setOpen(session(poll, room, false).id(), true).orElseThrow();
    cast(two, voter(), choice);
    var before = tally(two);

    polls().arrange(room, List.of(two.id(), one.id()));

    assertThat(tally(two)).isEqualTo(before);
    assertThat(polls().session(two.id())).contains(two);
  }
}
