package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Preset;

/// A preset as the browser client is told it: with what its participant may really do, and as a
/// viewer of a stream off stage, whatever the preset says, since with any other view the client
/// would wait for media. What is not there (chat, media, streams, recordings, plugins, rooms, a
/// waiting room) is allowed to nobody, so that no interface offers it. Immutable.
///
/// @param json owned by this record; not to be changed
public record PresetInForce(ObjectNode json) {

  /// Kicking is among these since the client does it over its media connection. Who may kick can
  /// with the messages of the socket, which are judged by the preset itself.
  private static final List<String> NOT_HERE =
      List.of(
          "accept_stage_requests",
          "accept_waiting_requests",
          "can_accept_production_requests",
          "can_livestream",
          "can_record",
          "can_spotlight",
          "disable_participant_audio",
          "disable_participant_screensharing",
          "disable_participant_video",
          "is_recorder",
          "kick_participant",
          "pin_participant",
          "stage_enabled",
          "transcription_enabled");

  private static final ObjectNode NOTHING =
      RealtimeKitJson.stored(
          """
          {"chat": {
             "public": {"can_send": false, "can_receive": false, "text": false, "files": false},
             "private": {"can_send": false, "can_receive": false, "text": false, "files": false},
             "channel": {"can_create": "NONE", "can_delete": "NONE", "can_update": "NONE", "can_read_all": false},
             "message": {"can_delete": "NONE", "can_edit": "NONE"}},
           "connected_meetings": {
             "can_alter_connected_meetings": false,
             "can_switch_connected_meetings": false,
             "can_switch_to_parent_meeting": false},
           "media": {
             "audio": {"can_produce": "NOT_ALLOWED"},
             "video": {"can_produce": "NOT_ALLOWED"},
             "screenshare": {"can_produce": "NOT_ALLOWED"}},
           "plugins": {"can_close": false, "can_start": false, "can_edit_config": false, "config": {}}}
          """);

  public static PresetInForce of(Preset preset, PollPermissions polls) {
    ObjectNode json = RealtimeKitJson.object();
    json.put("id", preset.id().value().toString());
    json.put("name", preset.name());
    json.setAll(RealtimeKitJson.stored(preset.document()));
    part(json, "config").put("view_type", "LIVESTREAM");
    ObjectNode permissions = part(json, "permissions");
    NOT_HERE.forEach(each -> permissions.put(each, false));
    permissions.put("stage_access", "NOT_ALLOWED");
    permissions.put("waiting_room_type", "SKIP");
    permissions.put("recorder_type", "NONE");
    // Clients fill in what is left out by defaults of their own, which allow much.
    permissions.setAll(NOTHING.deepCopy());
    permissions
        .putObject("polls")
        .put("can_create", polls.create())
        .put("can_vote", polls.vote())
        .put("can_view", polls.view());
    part(json, "ui");
    return new PresetInForce(json);
  }

  private static ObjectNode part(ObjectNode json, String name) {
    return json.get(name) instanceof ObjectNode there ? there : json.putObject(name);
  }

  public byte[] bytes() {
    return RealtimeKitJson.bytes(json);
  }
}
