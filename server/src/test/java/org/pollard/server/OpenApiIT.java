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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The description at `/q/openapi` against the code that it describes.
@NullMarked
@ExtendWith(SharedServer.class)
class OpenApiIT {

  private static final List<Class<? extends Annotation>> VERBS =
      List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);

  /// Routes that are no resources, so that the import of classes does not show them.
  private static final Set<String> PLAIN =
      Set.of(
          "POST /api/v1/polls/{poll_id}/poll_sessions/{poll_session_id}/poll_submissions",
          "GET /live/public/{code}",
          "GET /live/sessions/{id}",
          "PATCH /live/sessions/{id}",
          "DELETE /live/sessions/{id}",
          "GET /live/sessions/{id}/voters",
          "GET /live/sessions/{id}/results",
          "PATCH /live/sessions/{id}/entries/{entry_id}",
          "POST /live/polls",
          "GET /live/polls/{id}",
          "PUT /live/polls/{id}",
          "DELETE /live/polls/{id}",
          "GET /live/rooms/{course_id}/polls",
          "GET /live/rooms/{course_id}/blocked",
          "PUT /live/rooms/{course_id}/blocked",
          "POST /live/polls/{poll_id}/sessions",
          "GET /live/sessions/{id}/events",
          "GET /live/rooms/{course_id}",
          "GET /live/rooms/{course_id}/events",
          "GET /live/rooms/{course_id}/webhooks",
          "POST /live/rooms/{course_id}/webhooks",
          "PATCH /live/rooms/{course_id}/webhooks/{id}",
          "DELETE /live/rooms/{course_id}/webhooks/{id}",
          "GET /live/rooms/{course_id}/webhooks/{id}/deliveries",
          "GET /live/meetings/{meeting_id}/events",
          "PUT /live/sessions/{id}/vote");

  private final RunningServer server;
  private final Description description;

  OpenApiIT(RunningServer server) {
    this.server = server;
    this.description = Description.of(server);
  }

  @Test
  void it_describes_exactly_the_routes_of_the_resources_and_the_plain_ones() {
    Set<String> all = new HashSet<>(routes());
    all.addAll(PLAIN);

    assertThat(description.operations().keySet()).isEqualTo(all);
  }

  @Test
  void everybody_may_read_it_and_try_it_on_a_page_that_keeps_no_token_and_stands_in_no_frame() {
    assertThat(server.as(null).get("/q/openapi").status()).isEqualTo(200);
    Answer page = server.as(null).get("/q/swagger-ui/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("persistAuthorization: false");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Content-Security-Policy"))
        .contains("frame-ancestors 'none'")
        .contains("connect-src 'self'")
        .contains("form-action 'none'");
  }

  @Test
  void every_operation_has_a_summary_a_tag_a_token_and_an_answer_with_a_shape() {
    description
        .operations()
        .forEach(
            (name, operation) -> {
              assertThat(operation.path("summary").asText()).as(name).isNotBlank();
              assertThat(operation.path("tags")).as(name).hasSize(1);
              assertThat(operation.at("/security/0").has("bearer"))
                  .as(name)
                  .isEqualTo(!Description.NO_TOKEN_NEEDED.contains(name));
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
    description
        .operations()
        .forEach(
            (name, operation) -> {
              boolean takesBody =
                  name.matches("(POST|PUT|PATCH) .*")
                      && !name.matches(
                          ".*/(open|close|accept|reject|kick-all|\\{participant_id}/token)");
              assertThat(operation.has("requestBody")).as(name).isEqualTo(takesBody);
              if (takesBody && name.contains("/api/v1/")) {
                assertThat(Description.names(operation.at("/requestBody/content")))
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
    description
        .operations()
        .forEach(
            (name, operation) -> {
              if (name.contains(" /client/v4/")) {
                assertThat(named(operation).containsAll(Set.of("page_no", "per_page")))
                    .as(name)
                    .isEqualTo(
                        name.matches(
                            "GET .*/(apps|presets|meetings|participants|sessions|poll|polls|recordings|livestreams|livestream-sessions)"));
                return;
              }
              JsonNode schema =
                  description.resolved(
                      operation.at("/responses/200/content/application~1json/schema"));
              boolean bare = schema.path("type").asText().equals("array");
              boolean envelopes =
                  name.matches("GET /api/.*/(polls|poll_choices|poll_sessions|opened|closed)");
              assertThat(named(operation).containsAll(Set.of("page", "per_page")))
                  .as(name)
                  .isEqualTo(bare || envelopes);
              assertThat(Description.names(operation))
                  .as(name)
                  .noneMatch(key -> key.startsWith("x-"));
            });
  }

  @Test
  void no_name_of_the_code_leaks() {
    assertThat(description.api().toString())
        .doesNotContain("Wire")
        .doesNotContain("JsonNode")
        .doesNotContain("\"Success")
        .doesNotContain("Bare")
        .doesNotContain("Envelope")
        .doesNotContain("RoutingContext")
        .doesNotContain("org.pollard");
    JsonNode schemas = description.api().at("/components/schemas");
    assertThat(Description.names(schemas)).allMatch(name -> name.matches("[A-Z][A-Za-z]+"));
    schemas.forEach(
        schema ->
            assertThat(Description.names(schema.path("properties")))
                .allMatch(name -> name.matches("[a-z]+(_[a-z]+)*")));
    assertThat(schemas.path("Id").path("type").asText()).isEqualTo("integer");
    assertThat(schemas.path("Id").path("format").asText()).isEqualTo("int64");
    assertThat(schemas.path("Instant").path("format").asText()).isEqualTo("date-time");
  }

  @Test
  void polls_come_first() {
    assertThat(description.api().path("tags").valueStream().map(tag -> tag.path("name").asText()))
        .startsWith("Polls", "Poll choices", "Poll sessions", "Poll submissions")
        .endsWith("Host");
  }

  @Test
  void the_page_to_try_it_opens() {
    Answer page = server.as(null).get("/q/swagger-ui/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
  }

  /// The names of its parameters.
  private static Set<String> named(JsonNode operation) {
    Set<String> parameters = new HashSet<>();
    operation.path("parameters").forEach(each -> parameters.add(each.path("name").asText()));
    return parameters;
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
