package org.pollard.web;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.people.Slice;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// Draws the newest sessions of all meetings with their newest polls. The number of questions to
/// the database is the same for one session and for hundreds. Thread-safe; may wait for the
/// database.
final class MeetingsDrawing {

  private static final int MOST_APPS = 1_000;
  private static final int MOST_SESSIONS = 200;
  private static final int MOST_POLLS = 1_000;

  private final AppStore apps;
  private final MeetingSessionStore sessions;
  private final PollStore polls;

  MeetingsDrawing(AppStore apps, MeetingSessionStore sessions, PollStore polls) {
    this.apps = apps;
    this.sessions = sessions;
    this.polls = polls;
  }

  /// What was asked, with what is needed to draw it.
  private record Asked(
      Map<AudienceRef, List<PollSession>> sessions,
      Map<PollId, Poll> polls,
      Map<PollId, List<Choice>> choices,
      Map<SessionId, Tally> tallies) {}

  /// Newest first.
  List<MeetingsResource.Held> newest() {
    Map<AppId, String> names = new HashMap<>();
    for (App each : apps.apps(null, true, Slice.first(MOST_APPS)).items()) {
      names.put(each.id(), each.name());
    }
    MeetingSessionStore.SessionFilter all =
        new MeetingSessionStore.SessionFilter(
            null, null, null, null, null, null, null, null, false, true);
    List<MeetingSession> held =
        sessions.sessions(all, Slice.first(MOST_SESSIONS)).items().stream()
            .filter(each -> names.containsKey(each.app()))
            .toList();
    Asked asked = asked(held.stream().map(MeetingsDrawing::audience).toList());
    return held.stream()
        .map(each -> draw(requireNonNull(names.get(each.app())), each, asked))
        .toList();
  }

  private static AudienceRef audience(MeetingSession session) {
    return new AudienceRef.InMeetingSession(session.id().value());
  }

  private Asked asked(List<AudienceRef> audiences) {
    List<PollSession> found = polls.newestSessionsBefore(audiences, MOST_POLLS);
    List<PollId> ids = found.stream().map(PollSession::poll).distinct().toList();
    return new Asked(
        found.stream().collect(groupingBy(PollSession::audience)),
        polls.polls(ids),
        polls.choicesOf(ids),
        polls.tallies(found.stream().map(PollSession::id).toList()));
  }

  private static MeetingsResource.Held draw(String app, MeetingSession session, Asked asked) {
    return new MeetingsResource.Held(
        app,
        session.title(),
        session.startedAt(),
        session.endedAt(),
        session.mostParticipants(),
        asked.sessions().getOrDefault(audience(session), List.of()).stream()
            .filter(each -> asked.polls().containsKey(each.poll()))
            .filter(each -> asked.tallies().containsKey(each.id()))
            .map(each -> draw(each, asked))
            .toList());
  }

  private static MeetingsResource.Asked draw(PollSession session, Asked asked) {
    Poll poll = requireNonNull(asked.polls().get(session.poll()));
    Tally tally = requireNonNull(asked.tallies().get(session.id()));
    return new MeetingsResource.Asked(
        poll.question(),
        session.open(),
        session.anonymous(),
        tally.total(),
        asked.choices().getOrDefault(session.poll(), List.of()).stream()
            .map(
                each ->
                    new MeetingsResource.Counted(
                        each.text(), tally.counts().getOrDefault(each.id(), 0L)))
            .toList());
  }
}
