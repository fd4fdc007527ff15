package org.pollard.meeting;

import java.util.List;
import java.util.Map;

/// The presets with which every app starts.
final class DefaultPresets {

  private static final PollPermissions ATTENDING = new PollPermissions(false, true, true);

  /// Other spellings under which clients ask for them.
  private static final Map<String, String> ALIASES =
      Map.of(
          "group-call-host", "group_call_host",
          "group-call-participant", "group_call_participant",
          "group-call-guest", "group_call_guest",
          "webinar-host", "webinar_host",
          "webinar-participant", "webinar_participant");

  private DefaultPresets() {}

  static List<NewPreset> forApp(AppId app) {
    return List.of(
        host(app, "group_call_host", "GROUP_CALL"),
        attendee(app, "group_call_participant", "GROUP_CALL"),
        attendee(app, "group_call_guest", "GROUP_CALL"),
        host(app, "webinar_host", "WEBINAR"),
        attendee(app, "webinar_participant", "WEBINAR"));
  }

  /// The name that is meant by another spelling of it; the same name when there is none.
  static String resolve(String name) {
    return ALIASES.getOrDefault(name, name);
  }

  private static NewPreset host(AppId app, String name, String view) {
    return new NewPreset(
        app, name, new PresetPermissions(PollPermissions.ALL, true, true), document(view, true));
  }

  private static NewPreset attendee(AppId app, String name, String view) {
    return new NewPreset(
        app, name, new PresetPermissions(ATTENDING, false, false), document(view, false));
  }

  private static String document(String view, boolean host) {
    String produce = host || view.equals("GROUP_CALL") ? "ALLOWED" : "NOT_ALLOWED";
    return DOCUMENT
        .replace("VIEW", view)
        .replace("PRODUCE", produce)
        .replace("STAGE", view.equals("WEBINAR") ? "true" : "false")
        .replace("ACCESS", host ? "ALLOWED" : "NOT_ALLOWED")
        .replace("HOST", Boolean.toString(host));
  }

  private static final String DOCUMENT =
      """
      {"config": {
        "view_type": "VIEW",
        "max_video_streams": {"mobile": 6, "desktop": 9},
        "max_screenshare_count": 1,
        "media": {
          "video": {"quality": "hd", "frame_rate": 30},
          "screenshare": {"quality": "hd", "frame_rate": 5},
          "audio": {"enable_stereo": false, "enable_high_bitrate": false}}},
      "permissions": {
        "accept_waiting_requests": HOST,
        "can_accept_production_requests": HOST,
        "can_change_participant_permissions": HOST,
        "can_edit_display_name": true,
        "can_livestream": HOST,
        "can_record": HOST,
        "can_spotlight": HOST,
        "disable_participant_audio": HOST,
        "disable_participant_screensharing": HOST,
        "disable_participant_video": HOST,
        "hidden_participant": false,
        "is_recorder": false,
        "kick_participant": HOST,
        "pin_participant": HOST,
        "recorder_type": "NONE",
        "show_participant_list": true,
        "stage_enabled": STAGE,
        "stage_access": "ACCESS",
        "waiting_room_type": "SKIP",
        "chat": {
          "public": {"can_send": true, "text": true, "files": true},
          "private": {"can_send": true, "can_receive": true, "text": true, "files": true}},
        "connected_meetings": {
          "can_alter_connected_meetings": false,
          "can_switch_connected_meetings": false,
          "can_switch_to_parent_meeting": false},
        "media": {
          "audio": {"can_produce": "PRODUCE"},
          "video": {"can_produce": "PRODUCE"},
          "screenshare": {"can_produce": "PRODUCE"}},
        "plugins": {
          "can_close": HOST, "can_start": HOST, "can_edit_config": HOST, "config": {}},
        "polls": {"can_create": HOST, "can_vote": true, "can_view": true}},
      "ui": {
        "design_tokens": {
          "border_radius": "rounded",
          "border_width": "thin",
          "spacing_base": 4,
          "theme": "dark",
          "logo": "",
          "colors": {
            "brand": {
              "300": "#844d1c", "400": "#9d5b22", "500": "#b56927", "600": "#d37c30", "700": "#d9904f"},
            "background": {
              "600": "#222222", "700": "#1f1f1f", "800": "#1b1b1b", "900": "#181818", "1000": "#141414"},
            "danger": "#ff2d2d",
            "success": "#62a504",
            "text": "#eeeeee",
            "text_on_brand": "#eeeeee",
            "video_bg": "#191919",
            "warning": "#ffcd07"}}}}
      """;
}
