package org.pollard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.pollard.harness.Canvas.Answer;

/// An app with meetings, made through the RealtimeKit API. Thread-safe.
///
/// @param api a client with the administrator's token
/// @param account the account of the server
/// @param app id of the app
/// @param key by which the app itself is known
public record Kit(Canvas api, String account, String app, String key) {

  /// The account of servers that are shared by tests.
  public static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

  /// A registered participant.
  ///
  /// @param client a client with the participant's token
  public record Participant(String id, String customId, Canvas client) {}

  /// An app of its own, as each test class should have.
  public static Kit in(RunningServer server) {
    String account = ACCOUNT;
    Canvas admin = server.admin();
    JsonNode made =
        admin
            .postJson(
                "/client/v4/accounts/" + account + "/realtime/kit/apps", "{\"name\":\"Tests\"}")
            .json()
            .at("/data/app");
    return new Kit(admin, account, made.get("id").asText(), made.get("api_key").asText());
  }

  /// The path of something of the app.
  public String path(String rest) {
    return "/client/v4/accounts/" + account + "/realtime/kit/" + app + rest;
  }

  /// The same with another bearer token.
  public Kit as(Canvas client) {
    return new Kit(client, account, app, key);
  }

  /// What the older style shows.
  public String basic() {
    return "Basic "
        + Base64.getEncoder().encodeToString((app + ":" + key).getBytes(StandardCharsets.UTF_8));
  }

  public Answer get(String rest) {
    return api.get(path(rest));
  }

  public Answer post(String rest, String json) {
    return api.postJson(path(rest), json);
  }

  public Answer send(String method, String rest, String json) {
    return api.send(method, path(rest), "application/json", json);
  }

  /// A meeting whose sessions end at once when nobody is there.
  public String meeting() {
    return meeting("{\"title\":\"Stand-up\",\"session_keep_alive_time_in_secs\":0}");
  }

  public String meeting(String json) {
    Answer made = post("/meetings", json);
    if (made.status() != 201) {
      throw new AssertionError(made.status() + " " + made.body());
    }
    return made.json().at("/data/id").asText();
  }

  public Participant host(String meeting, String name) {
    return participant(meeting, name, "group_call_host");
  }

  public Participant viewer(String meeting, String name) {
    return participant(meeting, name, "group_call_participant");
  }

  public Participant participant(String meeting, String name, String preset) {
    String custom = name + "-" + UUID.randomUUID();
    Answer added =
        post(
            "/meetings/" + meeting + "/participants",
            "{\"name\":\"%s\",\"preset_name\":\"%s\",\"custom_participant_id\":\"%s\"}"
                .formatted(name, preset, custom));
    if (added.status() != 201) {
      throw new AssertionError(added.status() + " " + added.body());
    }
    JsonNode data = added.json().get("data");
    return new Participant(
        data.get("id").asText(), custom, new Canvas(api.base(), data.get("token").asText()));
  }

  /// Has a participant join by opening their live stream; closing it is their leaving.
  public Events enter(String meeting, Participant participant) {
    Events events = Events.of(participant.client(), "/live/meetings/" + meeting + "/events");
    if (events.status() != 200) {
      throw new AssertionError("not let in: " + events.status());
    }
    return events;
  }

  /// A poll in the live session, as the API gives it.
  public JsonNode ask(String meeting, String json) {
    Answer made = post("/meetings/" + meeting + "/active-session/poll", json);
    if (made.status() != 201) {
      throw new AssertionError(made.status() + " " + made.body());
    }
    return made.json().at("/data/poll");
  }

  public Answer vote(String meeting, JsonNode poll, Participant voter, int option) {
    return as(voter.client())
        .post(
            "/meetings/" + meeting + "/active-session/poll/" + poll.get("id").asText() + "/vote",
            "{\"option\":" + option + "}");
  }
}
