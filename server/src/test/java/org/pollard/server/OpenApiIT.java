package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

/// The description at `/q/openapi` against the code that it describes and the answers that come.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {

  private static final List<Class<? extends Annotation>> VERBS =
      List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);

  /// Routes that are no resources, so that the import of classes does not show them.
  private static final Set<String> LIVE =
      Set.of(
          "GET /live/sessions/{id}",
          "PATCH /live/sessions/{id}",
          "GET /live/sessions/{id}/voters",
          "POST /live/polls/{poll_id}/sessions",
          "GET /live/sessions/{id}/events",
          "GET /live/rooms/{course_id}/events",
          "GET /live/meetings/{meeting_id}/events",
          "PUT /live/sessions/{id}/vote");

  private static final Set<String> NO_TOKEN_NEEDED =
      Set.of("POST /host/token", "GET /.well-known/jwks.json");

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private JsonNode api;

  @BeforeAll
  void start(@TempDir java.nio.file.Path data) {
    server = RunningServer.start(data, Map.of());
    api = server.as(null).get("/q/openapi?format=json").json();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void it_describes_exactly_the_routes_of_the_resources() {
    Set<String> all = new HashSet<>(routes());
    all.addAll(LIVE);

    assertThat(operations().keySet()).isEqualTo(all);
  }

  @Test
  void every_operation_has_a_summary_a_tag_a_token_and_an_answer_with_a_shape() {
    operations()
        .forEach(
            (name, operation) -> {
              assertThat(operation.path("summary").asText()).as(name).isNotBlank();
              assertThat(operation.path("tags")).as(name).hasSize(1);
              assertThat(operation.at("/security/0").has("bearer"))
                  .as(name)
                  .isEqualTo(!NO_TOKEN_NEEDED.contains(name));
              JsonNode responses = operation.path("responses");
              boolean shaped =
                  responses.at("/200/content/application~1json/schema").isObject()
                      || responses.at("/201/content/application~1json/schema").isObject()
                      || responses.at("/200/content/text~1event-stream/schema").isObject()
                      || responses.has("204");
              assertThat(shaped).as(name).isTrue();
            });
  }

  @Test
  void bodies_come_in_three_forms_and_only_where_one_is_read() {
    operations()
        .forEach(
            (name, operation) -> {
              boolean takesBody =
                  name.matches("(POST|PUT|PATCH) .*")
                      && !name.matches(".*/(open|close|kick-all|\\{participant_id}/token)");
              assertThat(operation.has("requestBody")).as(name).isEqualTo(takesBody);
              if (takesBody && name.contains("/api/v1/")) {
                assertThat(names(operation.at("/requestBody/content")))
                    .as(name)
                    .containsExactlyInAnyOrder(
                        "application/json",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data");
                assertThat(
                        operation.at("/requestBody/content/application~1json/schema").has("$ref"))
                    .as(name)
                    .isTrue();
              }
            });
  }

  @Test
  void lists_are_paged_and_nothing_else_is() {
    operations()
        .forEach(
            (name, operation) -> {
              if (name.contains(" /client/v4/")) {
                assertThat(named(operation).containsAll(Set.of("page_no", "per_page")))
                    .as(name)
                    .isEqualTo(
                        name.matches(
                            "GET .*/(apps|presets|meetings|participants|sessions|poll|polls)"));
                return;
              }
              JsonNode schema =
                  resolved(operation.at("/responses/200/content/application~1json/schema"));
              boolean bare = schema.path("type").asText().equals("array");
              boolean envelopes =
                  name.matches("GET .*/(polls|poll_choices|poll_sessions|opened|closed)");
              assertThat(named(operation).containsAll(Set.of("page", "per_page")))
                  .as(name)
                  .isEqualTo(bare || envelopes);
              assertThat(names(operation)).as(name).noneMatch(key -> key.startsWith("x-"));
            });
  }

  @Test
  void no_name_of_the_code_leaks() {
    assertThat(api.toString())
        .doesNotContain("Wire")
        .doesNotContain("JsonNode")
        .doesNotContain("\"Success")
        .doesNotContain("Bare")
        .doesNotContain("Envelope")
        .doesNotContain("RoutingContext")
        .doesNotContain("org.pollard");
    JsonNode schemas = api.at("/components/schemas");
    assertThat(names(schemas)).allMatch(name -> name.matches("[A-Z][A-Za-z]+"));
    schemas.forEach(
        schema ->
            assertThat(names(schema.path("properties")))
                .allMatch(name -> name.matches("[a-z]+(_[a-z]+)*")));
    assertThat(schemas.path("Id").path("type").asText()).isEqualTo("integer");
    assertThat(schemas.path("Id").path("format").asText()).isEqualTo("int64");
    assertThat(schemas.path("Instant").path("format").asText()).isEqualTo("date-time");
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
    operations().keySet().stream()
        .filter(name -> name.startsWith("GET ") && !name.endsWith("/open"))
        .filter(name -> !name.endsWith("/events"))
        // RealtimeKitIT and its neighbours ask these.
        .filter(name -> !name.contains(" /client/v4/") && !name.contains("/.well-known/"))
        .forEach(
            name -> {
              String path = name.substring("GET ".length());
              for (Map.Entry<String, String> each : values.entrySet()) {
                path = path.replace(each.getKey(), each.getValue());
              }
              path = path.replace("{id}", lastId(name, room, asked, student, vote));
              Set<Integer> statuses = new HashSet<>();
              for (Canvas caller : List.of(room.admin(), room.teacher(), student.canvas())) {
                Answer answer =
                    caller.send(
                        caller.request(path).header("Accept", "application/vnd.api+json").GET());
                statuses.add(answer.status());
                if (answer.status() == 200) {
                  check(answer, name, seen);
                } else {
                  assertThat(answer.status()).as(name).isEqualTo(403);
                }
              }
              assertThat(statuses).as(name).contains(200);
            });
    api.at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              Set<String> sent = seen.get(schema.getKey());
              if (sent != null) {
                assertThat(names(schema.getValue().path("properties")))
                    .as(schema.getKey())
                    .isEqualTo(sent);
              }
            });
    assertThat(seen.keySet())
        .contains("Poll", "PollChoice", "PollSession", "PollSubmission", "Course", "User");
  }

  @Test
  void every_operation_is_there_and_wants_a_token() {
    operations()
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
                      name.equals("POST /host/token")
                          ? 410
                          : NO_TOKEN_NEEDED.contains(name) ? 200 : 401);
            });
  }

  @Test
  void polls_come_first() {
    assertThat(api.path("tags").valueStream().map(tag -> tag.path("name").asText()))
        .startsWith("Polls", "Poll choices", "Poll sessions", "Poll submissions")
        .endsWith("Host");
  }

  @Test
  void the_page_to_try_it_opens() {
    Answer page = server.as(null).get("/q/swagger-ui/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
  }

  private static String lastId(
      String name, Classroom room, Asked asked, Person student, Answer vote) {
    if (name.contains("/poll_submissions/")) {
      return Long.toString(vote.id());
    }
    if (name.contains("/poll_sessions/") || name.contains("/live/sessions/")) {
      return Long.toString(asked.session());
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
    JsonNode operation = operations().getOrDefault(name, api.path("nothing"));
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
        seen.computeIfAbsent(type, _ -> new TreeSet<>()).addAll(names(value));
      }
      check(value, resolved(schema), where, seen);
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

  /// The names of its parameters.
  private static Set<String> named(JsonNode operation) {
    Set<String> parameters = new HashSet<>();
    operation.path("parameters").forEach(each -> parameters.add(each.path("name").asText()));
    return parameters;
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

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  /// By method and path, such as `GET /api/v1/polls/{id}`.
  private Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new HashMap<>();
    api.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each ->
                            operations.put(
                                each.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey(),
                                each.getValue())));
    return operations;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// What the resources answer to, as their annotations say.
  private static Set<String> routes() {
    Set<String> routes = new HashSet<>();
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.pollard")) {
      if (!resource.isAnnotatedWith(Path.class)) {
        continue;
      }
      for (JavaMethod method : resource.getMethods()) {
        if (method.isAnnotatedWith(Operation.class)
            && method.getAnnotationOfType(Operation.class).hidden()) {
          // What the pages ask of their own server is theirs to change.
          continue;
        }
        Stream.of(VERBS.toArray(Class<?>[]::new))
            .filter(verb -> method.isAnnotatedWith(verb.getName()))
            .forEach(
                verb ->
                    routes.add(
                        verb.getSimpleName()
                            + " "
                            + resource.getAnnotationOfType(Path.class).value()
                            + (method.isAnnotatedWith(Path.class)
                                ? method.getAnnotationOfType(Path.class).value()
                                : "")));
      }
    }
    return routes;
  }
}
