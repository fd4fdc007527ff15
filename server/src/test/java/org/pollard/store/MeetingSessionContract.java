package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
import org.pollard.meeting.MeetingSessionStore.SessionFilter;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Peer;
import org.pollard.meeting.SessionsOfDay;
import org.pollard.people.Slice;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.voting.VoteOutcome;

/// Meeting sessions: how they begin and end, and what is kept of them.
abstract class MeetingSessionContract extends MeetingSessionParts {

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
    assertThat(meetingSessions().connections(List.of(first.session().id())))
        .containsExactly(java.util.Map.entry(first.session().id(), 3L));
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

  @Test
  void sessions_are_counted_by_the_day_on_which_they_began() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Joining.Joined first = in(ada, "a1", NOW);
    leave(first, NOW.plusSeconds(90));
    Instant next = NOW.plus(Duration.ofDays(1));
    Joining.Joined second = in(ada, "a1", next);
    leave(second, next.plusSeconds(60));
    Joining.Joined third = in(ada, "a1", next.plusSeconds(600));
    leave(third, next.plusSeconds(660));
    LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

    assertThat(meetingSessions().byDay(app.id(), day, day.plusDays(1)))
        .containsExactly(new SessionsOfDay(day, 1, 1.5), new SessionsOfDay(day.plusDays(1), 2, 2));
    assertThat(meetingSessions().byDay(app.id(), day, day)).hasSize(1);
    assertThat(meetingSessions().byDay(app.id(), day.minusDays(9), day.minusDays(1))).isEmpty();
    assertThat(meetingSessions().byDay(app().id(), day, day)).isEmpty();
    assertThat(meetingSessions().peer(app.id(), "a1"))
        .hasValueSatisfying(peer -> assertThat(peer.session()).isEqualTo(third.session().id()));
    assertThat(meetingSessions().peer(app().id(), "a1")).isEmpty();
    assertThat(meetingSessions().peer(app.id(), "a\0")).isEmpty();
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
}
