package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.pollard.edge.RightsPage.Row;

/// A body with which each call succeeds for who may make it. Immutable.
@NullMarked
record RightsBodies(RightsWorld world, RightsTargets targets) {

  /// The smallest picture there is, a byte a character.
  static final String LOGO =
      new String(
          Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="),
          ISO_8859_1);

  /// Empty for a call that has none.
  String of(Row row) {
    String rest = row.template().substring(row.section().base().length());
    return switch (row.section()) {
      case CANVAS -> ofCanvas(row, rest);
      case LIVE_ROOM, LIVE_SECTION, LIVE_MEETING -> ofLive(row, rest);
      case PAGES -> ofPages(row.method() + " " + rest);
      case ACCOUNT -> ofAccount(row.method() + " " + rest);
      case KIT, OLDER_KIT -> ofKit(row, rest);
      case BROWSER_CLIENT, OPERATIONS -> "";
    };
  }

  private String ofCanvas(Row row, String rest) {
    String course = Long.toString(world.room.course());
    if (!row.method().equals("PUT") && !row.method().equals("POST")) {
      return "";
    }
    String body =
        switch (rest) {
          case "/polls", "/polls/{poll_id}" -> "{'polls':[{'question':'Which?'}]}";
          case "/polls/{poll_id}/poll_choices", "/polls/{poll_id}/poll_choices/{id}" ->
              "{'poll_choices':[{'text':'One'}]}";
          case "/polls/{poll_id}/poll_sessions", "/polls/{poll_id}/poll_sessions/{id}" ->
              "{'poll_sessions':[{'course_id':%s,'course_section_id':%s}]}"
                  .formatted(course, world.room.section());
          case "/polls/{poll_id}/poll_sessions/{poll_session_id}/poll_submissions" ->
              "{'poll_submissions':[{'poll_choice_id':%s}]}"
                  .formatted(targets.of(row, "poll_choices"));
          case "/courses/{course_id}", "/accounts/{account_id}/courses" ->
              "{'course':{'name':'Room'}}";
          case "/courses/{course_id}/sections" -> "{'course_section':{'name':'More'}}";
          case "/courses/{course_id}/enrollments" ->
              "{'enrollment':{'user_id':%s,'type':'StudentEnrollment'}}"
                  .formatted(world.spare.id());
          case "/users/{user_id}/tokens" -> "{'token':{'purpose':'rights'}}";
          case "/accounts/{account_id}/users" -> "{'user':{'name':'New'}}";
          default -> "{}";
        };
    return body.replace('\'', '"');
  }

  private String ofLive(Row row, String rest) {
    return switch (row.method() + " " + rest) {
      case "PATCH /sessions/{id}" -> "{\"results\":\"until_revealed\"}";
      case "PATCH /sessions/{id}/entries/{entry}" -> "{\"state\":\"shown\"}";
      case "POST /polls", "PUT /polls/{id}" -> "{\"question\":\"Which?\",\"choices\":[\"One\"]}";
      case "PUT /rooms/{course}/blocked" -> "{\"words\":[\"word\"]}";
      case "POST /rooms/{course}/webhooks" -> {
        world.makeRoomForWebhooks();
        yield RightsWorld.WEBHOOK;
      }
      case "PATCH /rooms/{course}/webhooks/{id}" -> "{\"enabled\":true}";
      case "PUT /sessions/{id}/vote" ->
          "{\"choice\":%s}".formatted(targets.of(row, "poll_choices"));
      case "POST /polls/{poll}/sessions" ->
          row.section() == RightsSection.LIVE_SECTION
              ? "{\"course\":%d,\"section\":%d}"
                  .formatted(world.room.course(), world.room.section())
              : "{\"course\":%d}".formatted(world.room.course());
      default -> "";
    };
  }

  private String ofPages(String call) {
    return switch (call) {
      case "POST /host/token",
          "POST /web/invitation",
          "POST /web/invitation/accept",
          "POST /web/remote" ->
          "{\"secret\":\"used\"}";
      case "POST /web/session" ->
          "{\"token\":\"%s\"}".formatted(world.bearer(RightsCaller.STUDENT));
      case "PUT /web/password" ->
          "{\"old\":\"%1$s\",\"password\":\"%1$s\"}".formatted(RightsWorld.PASSWORD);
      case "POST /web/join" -> "{\"code\":\"%s\"}".formatted(world.code);
      case "PUT /web/guest",
          "PATCH /web/rooms/{course}/people/{user}",
          "PATCH /web/account",
          "POST /web/rooms",
          "PATCH /web/rooms/{course}" ->
          "{\"name\":\"Room\"}";
      case "POST /web/rooms/{course}/import", "POST /web/rooms/{course}/import/preview" ->
          "{\"text\":\"Which?\\nOne\\nTwo\"}";
      case "PUT /web/rooms/{course}/logo", "PUT /web/polls/{id}/picture" -> LOGO;
      case "PUT /web/rooms/{course}/order" -> "{\"sessions\":[]}";
      case "POST /web/rooms/{course}/roster", "POST /web/rooms/{course}/roster/preview" ->
          "{\"text\":\"Ida, ida-%s\"}".formatted(UUID.randomUUID());
      default -> call.startsWith("GET ") || call.startsWith("DELETE ") ? "" : "{}";
    };
  }

  private static String ofAccount(String call) {
    return switch (call) {
      case "POST /accounts/{account_id}/tokens" ->
          "{\"name\":\"rights\",\"policies\":[{\"effect\":\"allow\",\"permission_groups\":[]}]}";
      case "POST /accounts/{account_id}/realtime/kit/apps" -> "{\"name\":\"App\"}";
      default -> "";
    };
  }

  private String ofKit(Row row, String rest) {
    return switch (row.method() + " " + rest) {
      case "POST /presets", "PUT /presets/{preset_id}" ->
          """
          {"name": "%s", "config": {"view_type": "WEBINAR"}, "ui": {"design_tokens": {}}}
          """
              .formatted(UUID.randomUUID());
      case "POST /meetings", "PATCH /meetings/{meeting_id}", "PUT /meetings/{meeting_id}" ->
          "{\"title\":\"Town hall\",\"session_keep_alive_time_in_secs\":600}";
      case "POST /webhooks" -> {
        world.makeRoomForWebhooks();
        yield RightsWorld.KIT_WEBHOOK;
      }
      case "PUT /webhooks/{webhook_id}" -> RightsWorld.KIT_WEBHOOK;
      case "POST /meetings/{meeting_id}/participants" ->
          "{\"name\":\"Ada\",\"preset_name\":\"group_call_host\",\"custom_participant_id\":\"%s\"}"
              .formatted(UUID.randomUUID());
      case "PATCH /meetings/{meeting_id}/participants/{participant_id}",
          "PUT /meetings/{meeting_id}/participants/{participant_id}" ->
          "{\"name\":\"Ada\",\"preset_name\":\"group_call_host\"}";
      case "POST /meetings/{meeting_id}/active-session/kick" ->
          "{\"participant_ids\":[\"%s\"]}".formatted(targets.of(row, "participants"));
      case "POST /meetings/{meeting_id}/active-session/poll" ->
          "{\"question\":\"Which?\",\"options\":[\"A\",\"B\"]}";
      case "POST /meetings/{meeting_id}/active-session/poll/{poll_id}/vote" -> "{\"option\":0}";
      default -> row.method().equals("PATCH") ? "{}" : "";
    };
  }
}
