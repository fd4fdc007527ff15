package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.meeting.App;
import org.pollard.meeting.Joining;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingPoll;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.MeetingSessionStore.Leave;
import org.pollard.meeting.MeetingSessionStore.PeerFilter;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.meeting.MeetingSessionStore.Place;
import org.pollard.meeting.MeetingSessionStore.SessionFilter;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Peer;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Standing;
import org.pollard.people.Slice;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.voting.VoteOutcome;

/// Meeting sessions and who is in them.
abstract class MeetingSessionContract extends MeetingParts {

  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  private final String holder = unique("holder");

  private Joining join(Participant participant, String peer, Instant at) {
    return meetingSessions().join(List.of(new Join(participant.id(), peer, holder)), at).getFirst();
  }

  private Joining.Joined in(Participant participant, String peer, Instant at) {
    return (Joining.Joined) join(participant, peer, at);
  }

  private List<Peer> leave(Joining.Joined joined, Instant at) {
    return meetingSessions().leave(List.of(new Leave(key(joined), holder)), at);
  }

  private static PeerKey key(Joining.Joined joined) {
    return new PeerKey(joined.session().id(), joined.peer().id());
  }

  private MeetingSession session(MeetingSessionId id) {
    return meetingSessions().session(id).orElseThrow();
  }

  @Test
  void a_session_begins_with_the_first_and_counts_people_not_connections() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Participant ben = participant(app, meeting, "ben");
    assertThat(meetingSessions().active(meeting.id())).isEmpty();

    Joining.Joined first = in(ada, "a1", NOW);
    Joining.Joined tab = in(ada, "a2", NOW.plusSeconds(1));
    Joining.Joined other = in(ben, "b1", NOW.plusSeconds(2));

    assertThat(tab.session().id()).isEqualTo(first.session().id());
    assertThat(first.polls()).isEqualTo(VIEWER.polls());
    assertThat(other.session().participants()).isEqualTo(2);
    assertThat(other.session().mostParticipants()).isEqualTo(2);
    assertThat(other.session().startedAt()).isEqualTo(NOW);
    assertThat(meetingSessions().present(first.session().id()))
        .extracting(Peer::id)
        .containsExactly("a1", "a2", "b1");
    assertThat(meetingSessions().active(meeting.id()).orElseThrow().publicId())
        .isEqualTo(first.session().publicId());
    assertThat(meetingSessions().session(first.session().publicId())).isPresent();
  }

  @Test
  void it_lasts_until_nobody_came_back_for_its_keep_alive() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined first = in(ada, "a1", NOW);
    Instant left = NOW.plusSeconds(30);

    assertThat(leave(first, left)).extracting(Peer::leftAt).containsExactly(left);
    assertThat(leave(first, left.plusSeconds(9))).as("left already").isEmpty();
    assertThat(endDue(meeting, left.plus(KEEP_ALIVE).minusMillis(1))).isEmpty();
    Joining.Joined back = in(ada, "a1", left.plusSeconds(59));
    assertThat(back.session().id()).isEqualTo(first.session().id());
    assertThat(back.peer().joinedAt()).isEqualTo(NOW);
    assertThat(endDue(meeting, left.plus(Duration.ofDays(1)))).as("somebody is in").isEmpty();

    Instant gone = left.plus(Duration.ofMinutes(5));
    leave(back, gone);
    assertThat(endDue(meeting, gone.plus(Duration.ofHours(1))))
        .singleElement()
        .satisfies(ended -> assertThat(ended.endedAt()).isEqualTo(gone.plus(KEEP_ALIVE)));

    assertThat(meetingSessions().active(meeting.id())).isEmpty();
    assertThat(session(first.session().id()).live()).isFalse();
    assertThat(in(ada, "a1", gone.plus(Duration.ofHours(2))).session().id())
        .isNotEqualTo(first.session().id());
  }

  private List<MeetingSession> endDue(Meeting meeting, Instant now) {
    return meetingSessions().endDue(now).stream()
        .filter(each -> each.meeting().equals(meeting.id()))
        .toList();
  }

  @Test
  void who_comes_too_late_begins_anew_even_if_nobody_has_ended_the_old_session() {
    App app = app();
    Participant ada = participant(app, meeting(app), "ada");
    Joining.Joined first = in(ada, "a1", NOW);
    leave(first, NOW);

    Joining.Joined second = in(ada, "a1", NOW.plus(KEEP_ALIVE));

    assertThat(second.session().id()).isNotEqualTo(first.session().id());
    assertThat(session(first.session().id()).endedAt()).isEqualTo(NOW.plus(KEEP_ALIVE));
  }

  @Test
  void nobody_gets_into_an_inactive_meeting_and_nobody_deleted_into_any() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined in = in(ada, "a1", NOW);
    meetings()
        .changeMeeting(
            new Meeting(meeting.id(), app.id(), null, false, KEEP_ALIVE, "{}", NOW, NOW), NOW);

    assertThat(join(ada, "a2", NOW)).isEqualTo(new Joining.Inactive());
    assertThat(session(in.session().id()).participants()).as("who is in stays").isEqualTo(1);
    Participant gone = participant(app, meeting(app), "gone");
    meetings().deleteParticipant(gone.id(), NOW);
    assertThat(join(gone, "g1", NOW)).isEqualTo(new Joining.Unknown());
    assertThat(meetingSessions().active(gone.meeting())).isEmpty();
    assertThat(
            meetingSessions()
                .join(List.of(new Join(new ParticipantId(UUID.randomUUID()), "x", holder)), NOW))
        .containsExactly(new Joining.Unknown());
  }

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
  void polls_before_a_meeting_session_are_kept_apart_from_those_of_courses() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined in = in(ada, "a1", NOW);
    InMeetingSession here = new InMeetingSession(in.session().id().value());
    Poll poll = polls().addPollWithChoices(app.owner(), "Which?", List.of("A", "A", "B"), NOW);
    List<Choice> choices = polls().choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of());
    PollSession asked = session(poll, here, true);
    meetingSessions().addPoll(new MeetingPoll(asked.id(), ada.voter(), "Ada"));
    votes().setOpen(asked.id(), true);

    assertThat(choices).extracting(Choice::text).containsExactly("A", "A", "B");
    assertThat(polls().session(asked.id()).orElseThrow().audience()).isEqualTo(here);
    assertThat(polls().onShow(here)).isEmpty();
    assertThat(polls().sessionsBefore(here, Slice.first(5)).items())
        .extracting(PollSession::id)
        .containsExactly(asked.id());
    assertThat(polls().sessionsBefore(List.of(here, wholeCourse()), true, Slice.first(5)).total())
        .isEqualTo(1);
    assertThat(polls().audiencesOf(List.of(poll.id())).values()).containsExactly(List.of(here));
    assertThat(meetingSessions().polls(Set.of(asked.id())).values())
        .containsExactly(new MeetingPoll(asked.id(), ada.voter(), "Ada"));
    assertThat(cast(asked, ada.voter(), choices.get(1))).isInstanceOf(VoteOutcome.Counted.class);
    assertThat(votes().voters(asked.id(), null, 5)).as("not while it is open").isEmpty();

    long version = tally(asked).stateVersion();
    leave(in, NOW);
    endDue(meeting, NOW.plus(KEEP_ALIVE));
    assertThat(polls().session(asked.id()).orElseThrow().open()).isFalse();
    assertThat(tally(asked).stateVersion()).isGreaterThan(version);
    assertThat(cast(asked, voter(), choices.get(1))).isEqualTo(new VoteOutcome.Closed());
    assertThat(votes().voters(asked.id(), null, 5)).containsExactly(ada.voter());
  }

  @Test
  void sessions_are_found_and_ordered_as_asked() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined longOne = in(ada, "a1", NOW);
    leave(longOne, NOW.plusSeconds(600));
    endDue(meeting, NOW.plusSeconds(660));
    Joining.Joined shortOne = in(ada, "a1", NOW.plusSeconds(700));
    in(participant(app, meeting, "ben"), "b1", NOW.plusSeconds(700));
    meetingSessions().kick(shortOne.session().id(), null, NOW.plusSeconds(760));

    assertThat(session(longOne.session().id()).minutes()).isEqualTo(10);
    assertThat(session(shortOne.session().id()).minutes()).isEqualTo(2);
    assertThat(found(app, null, null, null, null, null, false))
        .containsExactly(shortOne.session().id(), longOne.session().id());
    assertThat(found(app, null, null, null, null, null, true))
        .containsExactly(longOne.session().id(), shortOne.session().id());
    assertThat(found(app, null, true, null, null, null, true))
        .containsExactly(shortOne.session().id());
    assertThat(found(app, null, null, 2, 9, null, true)).containsExactly(shortOne.session().id());
    assertThat(found(app, null, null, null, 1, null, true)).containsExactly(longOne.session().id());
    assertThat(found(app, null, null, null, null, NOW.plusSeconds(1), true))
        .containsExactly(shortOne.session().id());
    assertThat(found(app, longOne.session().publicId().toString(), null, null, null, null, true))
        .containsExactly(longOne.session().id());
    assertThat(found(app, "STAND", null, null, null, null, true)).hasSize(2);
    assertThat(found(app(), null, null, null, null, null, true)).isEmpty();
  }

  private List<MeetingSessionId> found(
      App app,
      @Nullable String search,
      @Nullable Boolean live,
      @Nullable Integer fewest,
      @Nullable Integer most,
      @Nullable Instant from,
      boolean byMinutes) {
    return meetingSessions()
        .sessions(
            new SessionFilter(
                app.id(), search, null, live, from, null, fewest, most, byMinutes, true),
            Slice.first(10))
        .items()
        .stream()
        .map(MeetingSession::id)
        .toList();
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
