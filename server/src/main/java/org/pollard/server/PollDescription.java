package org.pollard.server;

import static org.pollard.server.DescriptionWords.JSON;
import static org.pollard.server.DescriptionWords.body;
import static org.pollard.server.DescriptionWords.decimal;
import static org.pollard.server.DescriptionWords.list;
import static org.pollard.server.DescriptionWords.number;
import static org.pollard.server.DescriptionWords.object;
import static org.pollard.server.DescriptionWords.operation;
import static org.pollard.server.DescriptionWords.orNull;
import static org.pollard.server.DescriptionWords.plain;
import static org.pollard.server.DescriptionWords.problem;
import static org.pollard.server.DescriptionWords.shaped;
import static org.pollard.server.DescriptionWords.text;
import static org.pollard.server.DescriptionWords.texts;
import static org.pollard.server.DescriptionWords.yesOrNo;

import java.util.Arrays;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.pollard.poll.Kind;

/// Describes polls of every kind under `/live`, their answers and what hosts do with those.
final class PollDescription {

  private PollDescription() {}

  static void addTo(Paths paths) {
    paths
        .addPathItem(
            "/live/polls",
            OASFactory.createPathItem()
                .POST(
                    hosts(
                        OASFactory.createOperation()
                            .summary("Make a poll of any kind with its choices")
                            .addTag("Live")
                            .addSecurityRequirement(
                                OASFactory.createSecurityRequirement().addScheme("bearer"))
                            .requestBody(body(wish())),
                        "201",
                        "The poll",
                        poll())))
        .addPathItem(
            "/live/polls/{id}",
            OASFactory.createPathItem()
                .GET(hosts(operation("A poll", "id"), "200", "The poll", poll()))
                .PUT(
                    hosts(
                        operation(
                                "Replace a poll whole; choices with an id stay. With the ETag of a GET in"
                                    + " If-Match only when nobody has changed it since (412)",
                                "id")
                            .requestBody(body(wish())),
                        "200",
                        "The poll",
                        poll()))
                .DELETE(removal(operation("Delete a poll with its sessions and votes", "id"))))
        .addPathItem(
            "/live/rooms/{course_id}/polls",
            OASFactory.createPathItem()
                .GET(
                    hosts(
                        operation(
                            "The polls of a room, and yours that were never asked", "course_id"),
                        "200",
                        "In the room's order",
                        object(
                            Map.of(
                                "polls", list(poll().addProperty("sessions", list(number()))))))))
        .addPathItem(
            "/live/rooms/{course_id}/blocked",
            OASFactory.createPathItem()
                .GET(
                    hosts(
                        operation("Words that have an entry begin as hidden", "course_id"),
                        "200",
                        "The words",
                        object(Map.of("words", texts()))))
                .PUT(
                    removal(
                        operation("Replace them", "course_id")
                            .requestBody(body(object(Map.of("words", texts())))))))
        .addPathItem(
            "/live/sessions/{id}/entries/{entry_id}",
            OASFactory.createPathItem()
                .PATCH(
                    hosts(
                        operation("Show or hide what people wrote", "id")
                            .addParameter(
                                OASFactory.createParameter()
                                    .name("entry_id")
                                    .in(Parameter.In.PATH)
                                    .required(true)
                                    .schema(number()))
                            .requestBody(body(object(Map.of("state", text(), "large", yesOrNo())))),
                        "200",
                        "The entry",
                        entry())))
        .addPathItem(
            "/live/sessions/{id}/results",
            OASFactory.createPathItem()
                .GET(
                    hosts(
                        operation(
                            "What was answered: by whom, or of an anonymous session how often",
                            "id"),
                        "200",
                        "Rows, or buckets",
                        results())));
  }

  private static Operation hosts(
      Operation operation, String status, String description, Schema shape) {
    return operation.responses(
        OASFactory.createAPIResponses()
            .addAPIResponse(status, shaped(description, JSON, shape))
            .addAPIResponse("400", problem("The body is not understood"))
            .addAPIResponse("401", problem("No valid access token"))
            .addAPIResponse("403", problem("You may not manage it"))
            .addAPIResponse("404", problem("Not there, or not for you"))
            .addAPIResponse("409", problem("It would change what was answered"))
            .addAPIResponse("422", problem("Everything that is wrong with it, or the quota")));
  }

  static Operation removal(Operation operation) {
    return operation.responses(
        OASFactory.createAPIResponses()
            .addAPIResponse("204", plain("Done"))
            .addAPIResponse("401", problem("No valid access token"))
            .addAPIResponse("403", problem("You may not manage it"))
            .addAPIResponse("404", problem("Not there, or not for you")));
  }

  static Schema kind() {
    return text().enumeration(Arrays.stream(Kind.values()).<Object>map(Kind::word).toList());
  }

  static Schema settings() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .additionalPropertiesSchema(OASFactory.createSchema())
        .description("All settings of the kind, with their values");
  }

  private static Schema wish() {
    return object(
            Map.of(
                "question", text(),
                "description", text(),
                "kind", kind(),
                "choices",
                    list(object(Map.of("id", number(), "text", text(), "correct", yesOrNo()))),
                "settings", settings()))
        .addRequired("question");
  }

  /// The image that stands with a question or a choice.
  static Schema image() {
    return object(Map.of("url", text(), "alt", text(), "width", number(), "height", number()));
  }

  private static Schema poll() {
    return object(
        Map.of(
            "id", number(),
            "kind", kind(),
            "question", text(),
            "description", orNull(text()),
            "choices",
                list(
                    object(
                        Map.of(
                            "id", number(),
                            "text", text(),
                            "correct", yesOrNo(),
                            "image", image()))),
            "settings", settings(),
            "image", image(),
            "created_at", text()));
  }

  static Schema entry() {
    return object(Map.of("id", number(), "text", text(), "people", number(), "state", text()));
  }

  static Schema scale() {
    return object(
        Map.of(
            "steps", list(number()), "people", number(), "mean", decimal(), "median", decimal()));
  }

  static Schema spread() {
    return object(
        Map.of(
            "least", decimal(),
            "lower_quartile", decimal(),
            "median", decimal(),
            "upper_quartile", decimal(),
            "most", decimal(),
            "mean", decimal(),
            "bins", list(object(Map.of("from", decimal(), "to", decimal(), "people", number())))));
  }

  /// A vote, with the member of its kind.
  static Schema answer() {
    return object(
        Map.of(
            "choice", number(),
            "choices", list(number()),
            "rating", number(),
            "ratings", settings().description("A step for each statement, by its id"),
            "ranking", list(number()),
            "number", decimal(),
            "words", texts(),
            "text", text(),
            "abstain", yesOrNo()));
  }

  private static Schema results() {
    Schema voter = object(Map.of("id", number(), "name", orNull(text())));
    Schema row = object(Map.of("voter", voter, "at", text(), "answer", answer()));
    Schema bucket =
        object(
            Map.of(
                "choice", number(),
                "step", number(),
                "place", number(),
                "value", decimal(),
                "text", text(),
                "state", text(),
                "people", number()));
    return object(
        Map.of(
            "session", number(),
            "poll", number(),
            "kind", kind(),
            "anonymous", yesOrNo(),
            "rows", list(row),
            "next_after", number(),
            "buckets", list(bucket)));
  }
}
