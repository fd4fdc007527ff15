package org.pollard.realtimekit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.Apps;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Preset;
import org.pollard.meeting.PresetId;

/// Finds what a path names, or ends the call. What belongs to somebody else is as unknown as what
/// is not there. May wait for the database.
@ApplicationScoped
class RealtimeKitLookup {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final AccountId account;
  private final Apps apps;
  private final MeetingStore meetings;
  private final MeetingSessionStore sessions;

  RealtimeKitLookup(
      AccountId account, Apps apps, MeetingStore meetings, MeetingSessionStore sessions) {
    this.account = account;
    this.apps = apps;
    this.meetings = meetings;
    this.sessions = sessions;
  }

  /// Ends the call when the account is not this server's.
  void account(String id) {
    if (!id.equals(account.value())) {
      throw new Refusal(RealtimeKitErrors.notFound("Account"));
    }
  }

  App app(String accountId, String appId) {
    account(accountId);
    return apps.find(new AppId(appId)).join().orElseThrow(() -> notFound("App"));
  }

  Meeting meeting(App app, String id) {
    return uuid(id, each -> meetings.meeting(new MeetingId(each)))
        .filter(each -> each.app().equals(app.id()))
        .orElseThrow(() -> notFound("Meeting"));
  }

  Participant participant(Meeting meeting, String id) {
    return uuid(id, each -> meetings.participant(new ParticipantId(each)))
        .filter(each -> each.meeting().equals(meeting.id()) && !each.deleted())
        .orElseThrow(() -> notFound("Participant"));
  }

  Preset preset(App app, String id) {
    return uuid(id, each -> meetings.preset(new PresetId(each)))
        .filter(each -> each.app().equals(app.id()) && !each.deleted())
        .orElseThrow(() -> notFound("Preset"));
  }

  MeetingSession session(App app, String id) {
    return uuid(id, sessions::session)
        .filter(each -> each.app().equals(app.id()))
        .orElseThrow(() -> notFound("Session"));
  }

  MeetingSession active(Meeting meeting) {
    return sessions
        .active(meeting.id())
        .orElseThrow(() -> new Refusal(RealtimeKitErrors.noActiveSession(meeting.id())));
  }

  /// What an id names; nothing when it has another form than ids have.
  static <T> Optional<T> uuid(String id, Function<UUID, Optional<T>> find) {
    String text = id.toLowerCase(Locale.ROOT);
    return UUID_FORM.matcher(text).matches() ? find.apply(UUID.fromString(text)) : Optional.empty();
  }

  static Refusal notFound(String what) {
    return new Refusal(RealtimeKitErrors.notFound(what));
  }
}
