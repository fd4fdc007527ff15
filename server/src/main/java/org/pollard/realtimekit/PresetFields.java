package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.PresetPermissions;

/// What a body says of a preset: what is acted upon is read, the rest is judged by its form and
/// kept.
///
/// @param document an object with `config`, `permissions` and `ui`
record PresetFields(String name, PresetPermissions permissions, ObjectNode document) {

  private static final List<String> PARTS = List.of("config", "permissions", "ui");
  private static final Set<String> VIEWS =
      Set.of("GROUP_CALL", "WEBINAR", "AUDIO_ROOM", "LIVESTREAM");
  private static final Set<String> QUALITIES = Set.of("hd", "vga", "qvga", "fhd", "uhd");
  private static final int MOST_FRAMES = 30;
  private static final List<String> TRUTHS =
      List.of(
          "accept_waiting_requests",
          "can_accept_production_requests",
          "can_change_participant_permissions",
          "can_edit_display_name",
          "can_livestream",
          "can_record",
          "can_spotlight",
          "disable_participant_audio",
          "disable_participant_screensharing",
          "disable_participant_video",
          "hidden_participant",
          "kick_participant",
          "pin_participant",
          "show_participant_list",
          "is_recorder");

  /// Reads a body that says all. Ends the call when anything is wrong.
  static PresetFields whole(Given given) {
    ObjectNode document = RealtimeKitJson.object();
    for (String part : PARTS) {
      JsonNode value = given.fields().get(part);
      if (value != null && !value.isNull()) {
        document.set(part, value);
      }
    }
    return judged(given, given.name("name"), document);
  }

  /// Reads a body over what was there before: objects are merged in depth, all else replaced. Ends
  /// the call when anything is wrong.
  static PresetFields patched(Given given, String name, ObjectNode before) {
    ObjectNode document = before.deepCopy();
    for (String part : PARTS) {
      JsonNode value = given.fields().get(part);
      if (value instanceof ObjectNode object && document.get(part) instanceof ObjectNode old) {
        merge(old, object);
      } else if (value != null) {
        document.set(part, value);
      }
    }
    return judged(given, given.has("name") ? given.name("name") : name, document);
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode object
                  && into.get(field.getKey()) instanceof ObjectNode old) {
                merge(old, object);
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }

  private static PresetFields judged(Given given, String name, ObjectNode document) {
    judgeConfig(given, document.path("config"));
    if (!document.path("ui").path("design_tokens").isObject()) {
      given.problem("ui.design_tokens is required and must be an object.");
    }
    JsonNode permissions = document.path("permissions");
    if (permissions.isMissingNode()) {
      document.putObject("permissions");
    } else if (!permissions.isObject()) {
      given.problem("permissions must be an object.");
    }
    for (String each : TRUTHS) {
      JsonNode value = permissions.path(each);
      if (!value.isMissingNode() && !value.isBoolean()) {
        given.problem("permissions." + each + " must be true or false.");
      }
    }
    PollPermissions polls = polls(given, permissions.path("polls"));
    given.check();
    return new PresetFields(
        name,
        new PresetPermissions(
            polls,
            permissions.path("kick_participant").asBoolean(),
            permissions.path("can_change_participant_permissions").asBoolean()),
        document);
  }

  /// Where nothing is said everything is allowed, as the clients take it.
  private static PollPermissions polls(Given given, JsonNode polls) {
    if (polls.isMissingNode()) {
      return PollPermissions.ALL;
    }
    for (String each : List.of("can_create", "can_vote", "can_view")) {
      if (!polls.path(each).isBoolean()) {
        given.problem("permissions.polls." + each + " is required and must be true or false.");
      }
    }
    return new PollPermissions(
        polls.path("can_create").asBoolean(),
        polls.path("can_vote").asBoolean(),
        polls.path("can_view").asBoolean());
  }

  private static void judgeConfig(Given given, JsonNode config) {
    if (!config.isObject()) {
      given.problem("config is required and must be an object.");
      return;
    }
    if (!VIEWS.contains(config.path("view_type").asText())) {
      given.problem("config.view_type must be GROUP_CALL, WEBINAR, AUDIO_ROOM or LIVESTREAM.");
    }
    count(given, config, "max_screenshare_count");
    count(given, config.path("max_video_streams"), "mobile");
    count(given, config.path("max_video_streams"), "desktop");
    for (String each : List.of("video", "screenshare")) {
      JsonNode media = config.path("media").path(each);
      JsonNode quality = media.path("quality");
      if (!quality.isMissingNode() && !QUALITIES.contains(quality.asText())) {
        given.problem("config.media." + each + ".quality must be hd, vga, qvga, fhd or uhd.");
      }
      JsonNode frames = media.path("frame_rate");
      if (!frames.isMissingNode() && (!frames.isNumber() || frames.asDouble() > MOST_FRAMES)) {
        given.problem("config.media." + each + ".frame_rate must be a number up to 30.");
      }
    }
  }

  private static void count(Given given, JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isMissingNode() && !value.isIntegralNumber()) {
      given.problem("config: " + name + " must be a whole number.");
    }
  }
}
