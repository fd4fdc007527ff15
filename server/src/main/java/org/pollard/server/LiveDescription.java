package org.pollard.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Describes the `/live` routes, which the framework cannot see since they are no resources.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public final class LiveDescription implements OASFilter {

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final String PROBLEM = "application/problem+json";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .addPathItem(
            "/live/sessions/{id}",
            OASFactory.createPathItem()
                .GET(
                    operation("A snapshot of a poll session, in your view of it", "id")
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse("200", shaped("The snapshot", JSON, snapshot()))
                                .addAPIResponse("304", plain("Nothing changed (If-None-Match)"))
                                .addAPIResponse("401", problem("No valid access token"))
                                .addAPIResponse("404", problem("Not there, or not for you"))))
                .PATCH(
                    hosts(
                        operation(
                                "Open, close, reveal the results, put on show; what is not given"
                                    + " stays",
                                "id")
                            .requestBody(body(changes())),
                        "200",
                        "The host's snapshot")))
        .addPathItem(
            "/live/polls/{poll_id}/sessions",
            OASFactory.createPathItem()
                .POST(
                    hosts(
                        operation("Make a poll session, named or anonymous", "poll_id")
                            .requestBody(body(wish())),
                        "201",
                        "The host's snapshot")))
        .addPathItem(
            "/live/sessions/{id}/voters",
            OASFactory.createPathItem()
                .GET(
                    operation("Who has voted; of an anonymous session after its close only", "id")
                        .addParameter(
                            OASFactory.createParameter()
                                .name("after")
                                .in(Parameter.In.QUERY)
                                .description("next_after of the page before")
                                .schema(number()))
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse(
                                    "200", shaped("Up to 1,000 voters by id", JSON, voters()))
                                .addAPIResponse("401", problem("No valid access token"))
                                .addAPIResponse("403", problem("You may not manage it"))
                                .addAPIResponse("404", problem("Not there, or not for you"))
                                .addAPIResponse("409", problem("Anonymous and still open")))))
        .addPathItem(
            "/live/sessions/{id}/events",
            OASFactory.createPathItem()
                .GET(
                    stream(
                        operation("Follow a poll session: server-sent events", "id"),
                        "First the newest snapshot, then newer ones, at most ten a second; and opened, closed, revealed, hidden, deleted")))
        .addPathItem(
            "/live/rooms/{course_id}/events",
            OASFactory.createPathItem()
                .GET(
                    stream(
                        operation(
                            "Follow what is on show in a course: server-sent events", "course_id"),
                        "on-show with the session's id or null, then the events of that session; arranged when the room has other polls or another order of them")))
        .addPathItem(
            "/live/rooms/{course_id}/webhooks",
            OASFactory.createPathItem()
                .GET(
                    teachers(
                        operation("The webhooks of a course", "course_id"),
                        "200",
                        "Oldest first",
                        object(Map.of("webhooks", list(webhook())))))
                .POST(
                    teachers(
                        operation("Have the sessions of a course told", "course_id")
                            .requestBody(body(webhookWish())),
                        "201",
                        "The webhook",
                        webhook())))
        .addPathItem(
            "/live/rooms/{course_id}/webhooks/{id}",
            OASFactory.createPathItem()
                .PATCH(
                    teachers(
                        ofWebhook("Change a webhook; what is not given stays")
                            .requestBody(body(webhookWish())),
                        "200",
                        "The webhook",
                        webhook()))
                .DELETE(
                    ofWebhook("Remove a webhook; what it was not sent yet goes nowhere")
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse("204", plain("Removed"))
                                .addAPIResponse("401", problem("No valid access token"))
                                .addAPIResponse("403", problem("You do not teach the course"))
                                .addAPIResponse("404", problem("Not there, or not for you")))))
        .addPathItem(
            "/live/rooms/{course_id}/webhooks/{id}/deliveries",
            OASFactory.createPathItem()
                .GET(
                    teachers(
                        ofWebhook("What became of what a webhook was sent"),
                        "200",
                        "The newest fifty, newest first",
                        object(Map.of("deliveries", list(delivery()))))))
        .addPathItem(
            "/live/meetings/{meeting_id}/events",
            OASFactory.createPathItem()
                .GET(
                    operation(
                            "As a participant be in a meeting and follow its polls",
                            "meeting_id",
                            text())
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse(
                                    "200",
                                    shaped(
                                        "The events of every poll of the live session",
                                        EVENTS,
                                        text()))
                                .addAPIResponse("401", problem("No valid token"))
                                .addAPIResponse("403", problem("The meeting is inactive"))
                                .addAPIResponse("404", problem("Not there, or not for you")))))
        .addPathItem(
            "/live/sessions/{id}/vote",
            OASFactory.createPathItem()
                .PUT(
                    operation(
                            "Vote; sending the same vote again is safe, another one replaces it where the session is changeable",
                            "id")
                        .requestBody(body(object(Map.of("choice", number()))))
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse(
                                    "200", shaped("Counted, and on disk", JSON, counted()))
                                .addAPIResponse("400", problem("The body is not understood"))
                                .addAPIResponse("401", problem("No valid access token"))
                                .addAPIResponse("403", problem("You may see, but not vote"))
                                .addAPIResponse("404", problem("Not there, or not for you"))
                                .addAPIResponse("409", problem("Closed, or voted otherwise before"))
                                .addAPIResponse("422", problem("No such choice"))
                                .addAPIResponse(
                                    "503", problem("Busy, or not confirmed: try again")))));
  }

  private static Operation operation(String summary, String parameter) {
    return operation(summary, parameter, number());
  }

  private static Operation operation(String summary, String parameter, Schema kind) {
    return OASFactory.createOperation()
        .summary(summary)
        .addTag("Live")
        .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("bearer"))
        .addParameter(
            OASFactory.createParameter()
                .name(parameter)
                .in(Parameter.In.PATH)
                .required(true)
                .schema(kind));
  }

  private static Operation ofWebhook(String summary) {
    return operation(summary, "course_id")
        .addParameter(
            OASFactory.createParameter()
                .name("id")
                .in(Parameter.In.PATH)
                .required(true)
                .schema(text().format("uuid")));
  }

  private static Operation teachers(
      Operation operation, String status, String description, Schema shape) {
    return operation.responses(
        OASFactory.createAPIResponses()
            .addAPIResponse(status, shaped(description, JSON, shape))
            .addAPIResponse("400", problem("The body is not understood"))
            .addAPIResponse("401", problem("No valid access token"))
            .addAPIResponse("403", problem("You do not teach the course"))
            .addAPIResponse("404", problem("Not there, or not for you"))
            .addAPIResponse("422", problem("Everything that is wrong with it, or the quota")));
  }

  private static Schema webhook() {
    return object(
        Map.of(
            "id", text(),
            "name", text(),
            "url", text(),
            "events", list(text()),
            "enabled", yesOrNo(),
            "created_at", text(),
            "updated_at", text()));
  }

  private static Schema webhookWish() {
    return object(
        Map.of(
            "name", text(),
            "url", text(),
            "events", list(text().enumeration(List.of("session.opened", "session.closed"))),
            "enabled", yesOrNo()));
  }

  private static Schema delivery() {
    return object(
        Map.of(
            "uuid", text(),
            "event", text(),
            "state", text().enumeration(List.of("waiting", "delivered", "refused", "given_up")),
            "at", text(),
            "attempts", number(),
            "status", number(),
            "fault", text(),
            "tried_at", text(),
            "next_at", text()));
  }

  private static Schema list(Schema items) {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }

  private static Operation hosts(Operation operation, String status, String description) {
    return operation.responses(
        OASFactory.createAPIResponses()
            .addAPIResponse(status, shaped(description, JSON, snapshot()))
            .addAPIResponse("400", problem("The body is not understood"))
            .addAPIResponse("401", problem("No valid access token"))
            .addAPIResponse("403", problem("You may not manage it"))
            .addAPIResponse("404", problem("Not there, or not for you"))
            .addAPIResponse(
                "409", problem("An anonymous session with votes stays closed, and the like"))
            .addAPIResponse("422", problem("Everything that is wrong with it")));
  }

  private static RequestBody body(Schema schema) {
    return OASFactory.createRequestBody()
        .required(true)
        .content(
            OASFactory.createContent()
                .addMediaType(JSON, OASFactory.createMediaType().schema(schema)));
  }

  private static Schema changes() {
    return object(
        Map.of(
            "open", yesOrNo(),
            "results", visibility(),
            "on_show", yesOrNo(),
            "correct", yesOrNo(),
            "changeable", yesOrNo()));
  }

  private static Schema wish() {
    return object(
            Map.of(
                "course", number(),
                "section", number(),
                "anonymous", yesOrNo(),
                "changeable", yesOrNo(),
                "results", visibility(),
                "open", yesOrNo()))
        .addRequired("course");
  }

  private static Schema visibility() {
    return text().enumeration(List.of("until_revealed", "after_vote", "public"));
  }

  private static Schema voters() {
    Schema voter = object(Map.of("id", number(), "name", text()));
    return object(
        Map.of(
            "session", number(),
            "voters", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(voter),
            "next_after", number()));
  }

  private static Operation stream(Operation operation, String description) {
    return operation.responses(
        OASFactory.createAPIResponses()
            .addAPIResponse("200", shaped(description, EVENTS, text()))
            .addAPIResponse("401", problem("No valid access token"))
            .addAPIResponse("404", problem("Not there, or not for you"))
            .addAPIResponse(
                "429", problem("More than 100 streams of one person, or too many calls")));
  }

  private static Schema snapshot() {
    Schema choice =
        object(
            Map.of(
                "id", number(),
                "text", text(),
                "was", texts(),
                "votes", number(),
                "correct", yesOrNo()));
    return object(
            Map.of(
                "session", number(),
                "version", number(),
                "poll", number(),
                "question", text(),
                "open", yesOrNo(),
                "anonymous", yesOrNo(),
                "voted", yesOrNo(),
                "results", text(),
                "choices", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(choice),
                "votes", number()))
        .addProperty("state", text().enumeration(List.of("waiting", "open", "closed", "told")))
        .addProperty("changeable", yesOrNo())
        .addProperty("question_was", texts())
        .description(
            "Without the right to see results, `results` is hidden and there are no votes");
  }

  private static Schema counted() {
    return object(
        Map.of(
            "outcome", text(),
            "session", number(),
            "choice", number(),
            "at", text(),
            "changed", yesOrNo()));
  }

  private static Schema texts() {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(text());
  }

  private static Schema object(Map<String, Schema> properties) {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    properties.forEach(schema::addProperty);
    return schema;
  }

  private static Schema number() {
    return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int64");
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static Schema yesOrNo() {
    return OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN);
  }

  private static APIResponse plain(String description) {
    return OASFactory.createAPIResponse().description(description);
  }

  private static APIResponse problem(String description) {
    return shaped(
        description,
        PROBLEM,
        object(
            Map.of(
                "type", text(), "title", text(), "status", number(), "detail", text(), "code",
                text())));
  }

  private static APIResponse shaped(String description, String mediaType, Schema schema) {
    return plain(description)
        .content(
            OASFactory.createContent()
                .addMediaType(mediaType, OASFactory.createMediaType().schema(schema)));
  }
}
