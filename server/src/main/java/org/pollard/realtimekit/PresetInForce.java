package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Preset;

/// A preset as the browser client is told it: with what its participant may really do, and as a
/// viewer of a stream off stage, whatever the preset says, since with any other view the client
/// would wait for media. Immutable.
///
/// @param json owned by this record; not to be changed
public record PresetInForce(ObjectNode json) {

  public static PresetInForce of(Preset preset, PollPermissions polls) {
    ObjectNode json = RealtimeKitJson.object();
    json.put("id", preset.id().value().toString());
    json.put("name", preset.name());
    json.setAll(RealtimeKitJson.stored(preset.document()));
    part(json, "config").put("view_type", "LIVESTREAM");
    ObjectNode permissions = part(json, "permissions");
    permissions.put("stage_enabled", false);
    permissions.put("stage_access", "NOT_ALLOWED");
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
