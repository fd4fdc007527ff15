package org.pollard.server;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.pollard.meeting.ApiTokenId;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.Apps;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Meetings;
import org.pollard.meeting.NewMeeting;
import org.pollard.meeting.NewParticipant;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantTokens;
import org.pollard.meeting.PermissionGroup;
import org.pollard.meeting.Preset;
import org.pollard.people.SharedValues;

/// The demo app: a meeting, a host and two viewers. What an earlier demo left stays, but for its
/// tokens: those of participants cannot be revoked, so each start registers the people anew, which
/// ends the old ones.
@Singleton
final class DemoMeeting {

  private static final String APP = "demo-app";
  private static final String MEETING = "demo-meeting";
  private static final String TOKEN = "demo-api-token";
  private static final String HANA = "demo-hana";
  private static final String VERA = "demo-vera";
  private static final String WIM = "demo-wim";
  private static final Set<String> PEOPLE = Set.of(HANA, VERA, WIM);

  private final AppStore appStore;
  private final Apps apps;
  private final ApiTokens apiTokens;
  private final MeetingStore store;
  private final Meetings meetings;
  private final ParticipantTokens tokens;
  private final SharedValues values;
  private final FirstStart firstStart;

  DemoMeeting(
      AppStore appStore,
      Apps apps,
      ApiTokens apiTokens,
      MeetingStore store,
      Meetings meetings,
      ParticipantTokens tokens,
      SharedValues values,
      FirstStart firstStart) {
    this.appStore = appStore;
    this.apps = apps;
    this.apiTokens = apiTokens;
    this.store = store;
    this.meetings = meetings;
    this.tokens = tokens;
    this.values = values;
    this.firstStart = firstStart;
  }

  /// Makes the demo ready and gives the names that its walk-through uses.
  Map<String, String> prepare() {
    App app = app();
    Meeting meeting = meeting(app);
    endToken();
    ApiTokens.Issued issued =
        apiTokens.issue("demo", Set.of(PermissionGroup.REALTIME), null, null).orElseThrow();
    values.put(TOKEN, issued.token().id().value());

    Map<String, String> names = new LinkedHashMap<>();
    names.put(
        "KIT",
        "/client/v4/accounts/" + firstStart.accountId() + "/realtime/kit/" + app.id().value());
    names.put("KIT_TOKEN", issued.secret());
    names.put("MEETING", meeting.id().value().toString());
    names.put("HANA", participant(app, meeting, HANA, "Hana Host", "group_call_host"));
    names.put("VERA", participant(app, meeting, VERA, "Vera Viewer", "group_call_guest"));
    names.put("WIM", participant(app, meeting, WIM, "Wim Viewer", "group_call_guest"));
    return names;
  }

  /// Ends the tokens that an earlier demo gave out.
  void end() {
    endToken();
    values
        .get(MEETING)
        .map(id -> new MeetingId(UUID.fromString(id)))
        .ifPresent(id -> store.participantsNamed(id, PEOPLE).forEach(meetings::remove));
  }

  private void endToken() {
    values.get(TOKEN).ifPresent(id -> apiTokens.revoke(new ApiTokenId(id)));
  }

  static String walkThrough() {
    return """
        # Hana enters a meeting and stays: her stream shows its polls here while you go on
        curl -sN -H "Authorization: Bearer $HANA" $POLLARD/live/meetings/$MEETING/events & sleep 1
        # a program asks a poll there, with the API token of the account
        ASKED=$(curl -s -H "Authorization: Bearer $KIT_TOKEN" -H 'Content-Type: application/json' -d '{"question":"Shall we go on?","options":["Yes","No"]}' $POLLARD$KIT/meetings/$MEETING/active-session/poll | sed 's/.*"poll":{"id":"\\([0-9]*\\)".*/\\1/')
        # Vera and Wim vote
        curl -s -H "Authorization: Bearer $VERA" -H 'Content-Type: application/json' -d '{"option":0}' $POLLARD$KIT/meetings/$MEETING/active-session/poll/$ASKED/vote
        curl -s -H "Authorization: Bearer $WIM" -H 'Content-Type: application/json' -d '{"option":1}' $POLLARD$KIT/meetings/$MEETING/active-session/poll/$ASKED/vote
        # the results; then Hana leaves
        curl -s -H "Authorization: Bearer $KIT_TOKEN" $POLLARD$KIT/meetings/$MEETING/active-session/poll
        kill %1

      """;
  }

  /// Where the meeting can be entered with a browser.
  static String pages(Map<String, String> names, String secureApi) {
    if (secureApi.isEmpty()) {
      return "";
    }
    String page = secureApi + ExamplePage.PATH + "#token=";
    return """
      The same meeting in a browser, a window for each (examples/realtimekit/README.md tells more):

        Hana: %s
        Vera: %s
        Wim:  %s

      """
        .formatted(page + names.get("HANA"), page + names.get("VERA"), page + names.get("WIM"));
  }

  private App app() {
    return values
        .get(APP)
        .flatMap(id -> appStore.app(new AppId(id)))
        .orElseGet(
            () -> {
              App made = apps.create("Demo app").app();
              values.put(APP, made.id().value());
              return made;
            });
  }

  private Meeting meeting(App app) {
    Optional<Meeting> earlier =
        values
            .get(MEETING)
            .flatMap(id -> store.meeting(new MeetingId(UUID.fromString(id))))
            .filter(meeting -> meeting.active() && meeting.app().equals(app.id()));
    return earlier.orElseGet(
        () -> {
          Meeting made =
              meetings.create(
                  new NewMeeting(app.id(), "Demo meeting", NewMeeting.KEEP_ALIVE, "{}"));
          values.put(MEETING, made.id().value().toString());
          return made;
        });
  }

  /// Registers somebody anew and gives the token.
  private String participant(
      App app, Meeting meeting, String customId, String name, String preset) {
    store.participantsNamed(meeting.id(), Set.of(customId)).forEach(meetings::remove);
    Preset given =
        meetings
            .presetNamed(app.id(), preset)
            .orElseThrow(() -> new IllegalStateException("the demo app has lost " + preset));
    Participant added =
        meetings
            .add(new NewParticipant(meeting.id(), customId, given.id(), name, null))
            .orElseThrow();
    return tokens.issue(added);
  }
}
