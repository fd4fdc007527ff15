package org.pollard.store;

import java.util.List;
import java.util.UUID;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.NewMeeting;
import org.pollard.meeting.NewParticipant;
import org.pollard.meeting.NewPreset;
import org.pollard.meeting.Participant;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Preset;
import org.pollard.meeting.PresetPermissions;

/// What the contracts about meetings begin with.
abstract class MeetingParts extends StoreContract {

  static final PresetPermissions VIEWER =
      new PresetPermissions(new PollPermissions(false, true, true), false, false);

  App app() {
    AppId id = new AppId(UUID.randomUUID().toString().replace("-", ""));
    return apps().addApp(id, unique("App"), "hash", List.of(preset(id, "viewer")), NOW);
  }

  static NewPreset preset(AppId app, String name) {
    return new NewPreset(app, name, VIEWER, "{\"config\":{}}");
  }

  Preset viewer(App app) {
    return meetings().presetNamed(app.id(), "viewer").orElseThrow();
  }

  Meeting meeting(App app) {
    return meetings()
        .addMeeting(new NewMeeting(app.id(), unique("Stand Up"), NewMeeting.KEEP_ALIVE, "{}"), NOW);
  }

  Participant participant(App app, Meeting meeting, String custom) {
    return meetings()
        .addParticipant(
            new NewParticipant(meeting.id(), custom, viewer(app).id(), "Ada", null), NOW)
        .orElseThrow();
  }
}
