package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;

/// The description at `/q/openapi` against the answers that come.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiAnswersIT {

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private Description description;

  @BeforeAll
  void start(@TempDir Path data) {
    server = RunningServer.start(data, Map.of());
    description = Description.of(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /// Every GET is asked as teacher, student and administrator, and what comes must fit; what is
  /// described and never comes is a lie as well.
  @Test
  void real_answers_are_just_what_is_described() {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Which?", "One", "Two");
    Person student = room.student("Ada Lovelace");
    Answer vote = Classroom.vote(student.canvas(), asked, 0);
    room.close(asked);
    Answer token =
        room.admin()
            .post("/api/v1/users/" + student.id() + "/tokens", "token[purpose]", "described");
    Answer user =
        room.admin()
            .post(
                "/api/v1/accounts/1/users",
                "user[name]",
                "Ben",
                "pseudonym[unique_id]",
                "ben@example.org");
    Map<String, Set<String>> seen = new HashMap<>();
    check(token, "POST /api/v1/users/{user_id}/tokens", seen);
    check(user, "POST /api/v1/accounts/{account_id}/users", seen);
    check(
        vote,
        "POST /api/v1/polls/{poll_id}/poll_sessions/{poll_session_id}/poll_submissions",
        seen);
    Map<String, String> values =
        Map.of(
            "{account_id}", "self",
            "{course_id}", Long.toString(room.course()),
            "{poll_id}", Long.toString(asked.poll()),
            "{poll_session_id}", Long.toString(asked.session()),
            "{user_id}", Long.toString(student.id()));
    description.operations().keySet().stream()
        .filter(name -> name.startsWith("GET ") && !name.endsWith("/open"))
        .filter(name -> !name.endsWith("/events"))
        // BehindNginxIT asks it of a room that shows something to all.
        .filter(name -> !name.contains(" /live/public/"))
        // RealtimeKitIT and its neighbours ask these.
        .filter(name -> !name.contains(" /client/v4/") && !name.contains("/.well-known/"))
        .forEach(
            name -> {
              String path = name.substring("GET ".length());
              for (Map.Entry<String, String> each : values.entrySet()) {
                path = path.replace(each.getKey(), each.getValue());
              }
              path = path.replace("{id}", lastId(name, room, asked, student, vote));
              if (name.equals("GET /api/v1/courses")) {
                path += "?include%5B%5D=total_students&include%5B%5D=sections&include%5B%5D=term";
              }
              Set<Integer> statuses = new HashSet<>();
              for (Canvas caller : List.of(room.admin(), room.teacher(), student.canvas())) {
                Answer answer =
                    caller.send(
                        caller.request(path).header("Accept", "application/vnd.api+json").GET());
                statuses.add(answer.status());
                if (answer.status() == 200) {
                  check(answer, name, seen);
                } else {
                  assertThat(answer.status()).as(name).isIn(403, 404);
                }
              }
              assertThat(statuses).as(name).contains(200);
            });
    description
        .api()
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              Set<String> sent = seen.get(schema.getKey());
              if (sent != null) {
                assertThat(Description.names(schema.getValue().path("properties")))
                    .as(schema.getKey())
                    .isEqualTo(sent);
              }
            });
    assertThat(seen.keySet())
        .contains("Poll", "PollChoice", "PollSession", "PollSubmission", "Course", "User");
  }

  /// Polls, and an answer to each, given the ids of its choices.
  private static final Map<String, String> KINDS =
      Map.of(
          "'kind':'single','choices':['A','B']", "{'choice':%1$d}",
          "'kind':'several','choices':['A','B']", "{'choices':[%1$d,%2$d]}",
          "'kind':'rating','choices':['A','B']", "{'ratings':{'%1$d':1,'%2$d':5}}",
          "'kind':'rating'", "{'rating':3}",
          "'kind':'ranking','choices':['A','B'],'settings':{'correct':true}",
              "{'ranking':[%2$d,%1$d]}",
          "'kind':'number','settings':{'decimals':1}", "{'number':1.5}",
          "'kind':'words'", "{'words':['a']}",
          "'kind':'text'", "{'text':'a'}",
          "'kind':'text','settings':{'abstain':true}", "{'abstain':true}");

  /// What is described and never comes is a lie here as well.
  @Test
  void polls_of_every_kind_are_just_what_is_described() throws IOException {
    Classroom room = Classroom.in(server);
    Canvas host = room.teacher();
    Canvas ada = room.student("Ada").canvas();
    Canvas ben = room.student("Ben").canvas();
    Map<String, Set<String>> came = new HashMap<>();
    for (Map.Entry<String, String> each : KINDS.entrySet()) {
      Answer made = host.postJson("/live/polls", json("{'question':'Q'," + each.getKey() + "}"));
      check(made, "POST /live/polls");
      String poll = "/live/polls/" + made.json().get("id").asLong();
      picture(host, poll, "");
      if (!made.json().get("choices").isEmpty()) {
        picture(host, poll, "&choice=" + made.json().at("/choices/0/id").asLong());
      }
      came("GET /live/polls/{id}", host.get(poll), came);
      for (String how : List.of("'changeable':true", "'anonymous':true")) {
        ask(room, poll, how, made.json(), each.getValue(), List.of(ada, ben), came);
      }
    }
    came(
        "GET /live/rooms/{course_id}/polls",
        host.get("/live/rooms/" + room.course() + "/polls"),
        came);
    assertThat(came).hasSize(6);
    came.forEach(
        (name, members) ->
            assertThat(described(schema(name), ""))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(members));
  }

  private void ask(
      Classroom room,
      String poll,
      String how,
      JsonNode made,
      String answer,
      List<Canvas> voters,
      Map<String, Set<String>> came) {
    Canvas host = room.teacher();
    String wish =
        json("{'course':%d,'results':'after_vote','open':true,%s}".formatted(room.course(), how));
    Answer asked = host.postJson(poll + "/sessions", wish);
    check(asked, "POST /live/polls/{poll_id}/sessions");
    String path = "/live/sessions/" + asked.json().get("session").asLong();
    String snapshot = "GET /live/sessions/{id}";
    long first = made.at("/choices/0/id").asLong();
    long last = made.at("/choices/1/id").asLong();
    for (Canvas each : voters) {
      came(snapshot, each.get(path), came);
      String vote = "PUT /live/sessions/{id}/vote";
      came(vote, each.putJson(path + "/vote", json(answer.formatted(first, last))), came);
      if (how.contains("changeable")) {
        came(vote, each.putJson(path + "/vote", json(answer.formatted(last, first))), came);
      }
    }
    correct(host, poll);
    came(snapshot, voters.getFirst().get(path), came);
    JsonNode seen = host.get(path).json();
    for (JsonNode entry : seen.path(seen.has("words") ? "words" : "texts")) {
      came(
          "PATCH /live/sessions/{id}/entries/{entry_id}",
          host.send(
              "PATCH",
              path + "/entries/" + entry.get("id").asLong(),
              "application/json",
              json("{'state':'shown','large':true}")),
          came);
    }
    host.send("PATCH", path, "application/json", json("{'open':false}"));
    host.send("PATCH", path, "application/json", json("{'correct':true}"));
    came(snapshot, host.get(path), came);
    came("GET /live/sessions/{id}/results", host.get(path + "/results?limit=1"), came);
  }

  /// Has the question and its choices say something else.
  private static void correct(Canvas host, String poll) {
    ObjectNode now = (ObjectNode) host.get(poll).json();
    now.remove(List.of("id", "created_at", "image"));
    now.put("question", now.get("question").asText() + "!");
    for (JsonNode each : now.get("choices")) {
      ((ObjectNode) each).remove("image");
      ((ObjectNode) each).put("text", each.get("text").asText() + "!");
    }
    Answer put = host.putJson(poll, now.toString());
    assertThat(put.status()).as(put.body()).isEqualTo(200);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static void picture(Canvas host, String poll, String more) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
    Answer put =
        host.send(
            host.request(poll.replace("/live/", "/web/") + "/picture?alt=A" + more)
                .PUT(BodyPublishers.ofByteArray(png.toByteArray())));
    assertThat(put.status()).as(put.body()).isEqualTo(204);
  }

  private JsonNode schema(String name) {
    JsonNode responses = description.operations().getOrDefault(name, description.api());
    String status = responses.at("/responses/201").isMissingNode() ? "200" : "201";
    return responses.at("/responses/" + status + "/content/application~1json/schema");
  }

  private void check(Answer answer, String name) {
    assertThat(answer.status()).as("%s %s", name, answer.body()).isIn(200, 201);
    check(answer.json(), schema(name), name, new HashMap<>());
  }

  private void came(String name, Answer answer, Map<String, Set<String>> came) {
    check(answer, name);
    Set<String> members = came.computeIfAbsent(name, _ -> new TreeSet<>());
    members(answer.json(), schema(name), "", members);
  }

  /// All members by their paths, but for those that have whatever names.
  private static void members(JsonNode value, JsonNode schema, String at, Set<String> into) {
    value.forEach(
        each -> {
          if (value.isArray()) {
            members(each, schema.path("items"), at + "[]", into);
          }
        });
    if (value.isObject() && !schema.has("additionalProperties")) {
      value
          .properties()
          .forEach(
              each -> {
                into.add(at + "." + each.getKey());
                members(
                    each.getValue(),
                    schema.path("properties").path(each.getKey()),
                    at + "." + each.getKey(),
                    into);
              });
    }
  }

  private static Set<String> described(JsonNode schema, String at) {
    Set<String> names = new TreeSet<>();
    if (schema.has("items")) {
      names.addAll(described(schema.path("items"), at + "[]"));
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            each -> {
              names.add(at + "." + each.getKey());
              names.addAll(described(each.getValue(), at + "." + each.getKey()));
            });
    return names;
  }

  @Test
  void every_operation_is_there_and_wants_a_token() {
    description
        .operations()
        .keySet()
        .forEach(
            name -> {
              String method = name.substring(0, name.indexOf(' '));
              String path = name.substring(name.indexOf(' ') + 1).replaceAll("\\{\\w+}", "1");
              Canvas nobody = server.as(null);
              Answer answer =
                  nobody.send(
                      nobody
                          .request(path)
                          .header("Content-Type", "application/json")
                          .method(method, BodyPublishers.ofString("{}")));
              assertThat(answer.status())
                  .as(name)
                  .isEqualTo(
                      switch (name) {
                        case "POST /host/token" -> 410;
                        case "GET /live/public/{code}" -> 404;
                        default -> Description.NO_TOKEN_NEEDED.contains(name) ? 200 : 401;
                      });
            });
  }

  private static String lastId(
      String name, Classroom room, Asked asked, Person student, Answer vote) {
    if (name.contains("/poll_submissions/")) {
      return Long.toString(vote.id());
    }
    if (name.contains("/poll_sessions/") || name.contains("/live/sessions/")) {
      return Long.toString(asked.session());
    }
    if (name.contains("/webhooks/")) {
      return room.teacher()
          .postJson(
              "/live/rooms/" + room.course() + "/webhooks",
              "{\"url\":\"https://hook.invalid/\",\"events\":[\"session.opened\"]}")
          .json()
          .get("id")
          .asText();
    }
    if (name.contains("/poll_choices/")) {
      return Long.toString(asked.choices().getFirst());
    }
    if (name.contains("/sections")) {
      return Long.toString(room.section());
    }
    return name.contains("/users/") ? Long.toString(student.id()) : Long.toString(asked.poll());
  }

  private void check(Answer answer, String name, Map<String, Set<String>> seen) {
    JsonNode operation =
        description.operations().getOrDefault(name, description.api().path("nothing"));
    assertThat(answer.status()).as(name).isEqualTo(200);
    check(
        answer.json(), operation.at("/responses/200/content/application~1json/schema"), name, seen);
  }

  /// As much of JSON Schema as the description uses.
  private void check(JsonNode value, JsonNode schema, String where, Map<String, Set<String>> seen) {
    assertThat(schema.isObject()).as(where).isTrue();
    if (schema.has("anyOf")) {
      for (JsonNode each : schema.path("anyOf")) {
        boolean nullType = each.path("type").asText().equals("null");
        if (nullType == value.isNull()) {
          check(value, each, where, seen);
          return;
        }
      }
      throw new AssertionError(where + ": no alternative for " + value);
    }
    if (schema.has("$ref")) {
      String ref = schema.path("$ref").asText();
      String type = ref.substring(ref.lastIndexOf('/') + 1);
      if (value.isObject()) {
        seen.computeIfAbsent(type, _ -> new TreeSet<>()).addAll(Description.names(value));
      }
      check(value, description.resolved(schema), where, seen);
      return;
    }
    List<String> types = new ArrayList<>();
    JsonNode type = schema.path("type");
    (type.isArray() ? type : List.of(type)).forEach(each -> types.add(each.asText()));
    if (types.equals(List.of(""))) {
      return;
    }
    assertThat(typeOf(value)).as(where + ": " + value).isIn(types);
    if (schema.path("format").asText().equals("date-time") && value.isTextual()) {
      assertThat(Instant.parse(value.asText())).as(where).isNotNull();
    }
    if (value.isArray()) {
      value.forEach(each -> check(each, schema.path("items"), where + "[]", seen));
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                JsonNode property = schema.path("properties").path(field.getKey());
                JsonNode shape =
                    property.isMissingNode() ? schema.path("additionalProperties") : property;
                check(field.getValue(), shape, where + "." + field.getKey(), seen);
              });
    }
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "null";
    };
  }
}
