package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.meeting.App;
import org.pollard.meeting.Joining;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.MeetingSessionStore.PeerFilter;
import org.pollard.meeting.MeetingSessionStore.Place;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Peer;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Standing;
import org.pollard.people.Slice;

/// The connections in meeting sessions: who holds them, and what their participants may do.
abstract class PeerContract extends MeetingSessionParts {

  @Test
  void a_peer_is_taken_over_by_its_participant_and_by_nobody_else() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined first = in(ada, "same", NOW);
    String elsewhere = unique("holder");

    meetingSessions().join(List.of(new Join(ada.id(), "same", elsewhere)), NOW);

    assertThat(join(participant(app, meeting, "ben"), "same", NOW))
        .isEqualTo(new Joining.PeerTaken());
    assertThat(leave(first, NOW)).as("the old holder has nothing to say").isEmpty();
    assertThat(meetingSessions().held(holder, NOW)).isEmpty();
    assertThat(meetingSessions().held(elsewhere, NOW))
        .containsExactly(Map.entry(key(first), false));
  }

  @Test
  void many_join_many_meetings_at_once_and_each_learns_what_became_of_it() {
    App app = app();
    Meeting one = meeting(app);
    Meeting other = meeting(app);
    List<Join> joins = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Participant each = participant(app, i % 2 == 0 ? one : other, "p" + i);
      joins.add(new Join(each.id(), "peer" + i, holder));
    }
    joins.add(new Join(joins.getFirst().participant(), "peer2", holder));

    List<Joining> outcomes = meetingSessions().join(joins, NOW);

    assertThat(outcomes).hasSize(41);
    assertThat(outcomes.getLast()).isEqualTo(new Joining.PeerTaken());
    assertThat(outcomes.subList(0, 40))
        .allSatisfy(
            each -> assertThat(((Joining.Joined) each).session().participants()).isEqualTo(20));
    assertThat(((Joining.Joined) outcomes.get(7)).peer().participant())
        .isEqualTo(joins.get(7).participant());
  }

  @Test
  void who_is_put_out_is_found_by_who_holds_the_connection() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined a1 = in(ada, "a1", NOW);
    Joining.Joined a2 = in(ada, "a2", NOW);
    Joining.Joined ben = in(participant(app, meeting, "ben"), "b1", NOW);
    MeetingSessionId session = a1.session().id();

    assertThat(meetingSessions().kick(session, List.of(ada.voter()), NOW))
        .extracting(Peer::id)
        .containsExactlyInAnyOrder("a1", "a2");
    assertThat(meetingSessions().kick(session, List.of(ada.voter()), NOW)).isEmpty();

    assertThat(meetingSessions().held(holder, NOW.minusSeconds(1)))
        .containsOnly(
            Map.entry(key(a1), true), Map.entry(key(a2), true), Map.entry(key(ben), false));
    assertThat(meetingSessions().kick(session, null, NOW.plusSeconds(1))).hasSize(1);
    assertThat(session(session).participants()).isZero();
    assertThat(session(session).mostParticipants()).isEqualTo(2);
    assertThat(session(session).live()).isTrue();
  }

  @Test
  void what_a_dead_node_held_has_left_when_it_was_last_heard_of() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined in = in(ada, "a1", NOW);
    Instant heard = NOW.plusSeconds(20);
    meetingSessions().beat(holder, heard);

    assertThat(dropped(in, heard)).isEmpty();
    assertThat(dropped(in, heard.plusMillis(1)))
        .singleElement()
        .satisfies(peer -> assertThat(peer.leftAt()).isEqualTo(heard));
    assertThat(endDue(meeting, heard.plus(KEEP_ALIVE))).hasSize(1);
  }

  private List<Peer> dropped(Joining.Joined in, Instant since) {
    return meetingSessions().dropSilent(since).stream()
        .filter(peer -> peer.session().equals(in.session().id()))
        .toList();
  }

  @Test
  void permissions_are_those_of_joining_until_somebody_changes_them() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Participant ben = participant(app, meeting, "ben");
    MeetingSessionId session = in(ada, "a1", NOW).session().id();
    Place adas = new Place(session, ada.voter());
    Place bens = new Place(session, ben.voter());
    Place nobodys = new Place(session, voter());

    assertThat(meetingSessions().standings(List.of(adas, bens, nobodys)))
        .containsOnly(
            Map.entry(adas, new Standing(ada, true, VIEWER.polls())),
            Map.entry(bens, new Standing(ben, true, VIEWER.polls())));
    meetingSessions().changePermissions(session, List.of(ada.voter()), true, null, false);
    PollPermissions changed = new PollPermissions(true, true, false);
    assertThat(in(ada, "a2", NOW).polls()).as("a later joining keeps it").isEqualTo(changed);
    assertThat(meetingSessions().standings(List.of(adas)))
        .containsOnly(Map.entry(adas, new Standing(ada, true, changed)));
    meetings().deleteParticipant(ada.id(), NOW);
    assertThat(meetingSessions().standings(List.of(adas))).isEmpty();
  }

  @Test
  void connections_stay_on_record_and_are_found_as_asked() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada-custom");
    Participant ben = participant(app, meeting, "ben-custom");
    Joining.Joined a1 = in(ada, "a1", NOW);
    in(ben, "b1", NOW.plusSeconds(1));
    leave(a1, NOW.plusSeconds(2));
    MeetingSessionId session = a1.session().id();

    assertThat(peers(session, null, null, null, false)).containsExactly("a1", "b1");
    assertThat(peers(session, null, null, null, true)).containsExactly("a1", "b1");
    assertThat(peers(session, "BEN-", null, null, false)).containsExactly("b1");
    assertThat(peers(session, null, ada.id(), null, false)).containsExactly("a1");
    assertThat(peers(session, null, null, "b1", false)).containsExactly("b1");
  }

  private List<String> peers(
      MeetingSessionId session,
      @Nullable String search,
      @Nullable ParticipantId participant,
      @Nullable String peer,
      boolean byDuration) {
    return meetingSessions()
        .peers(
            session, new PeerFilter(search, participant, peer, byDuration, false), Slice.first(9))
        .items()
        .stream()
        .map(Peer::id)
        .toList();
  }
}
