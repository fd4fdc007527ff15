package org.pollard.server;

import static org.pollard.server.DescriptionWords.JSON;
import static org.pollard.server.DescriptionWords.body;
import static org.pollard.server.DescriptionWords.list;
import static org.pollard.server.DescriptionWords.number;
import static org.pollard.server.DescriptionWords.object;
import static org.pollard.server.DescriptionWords.operation;
import static org.pollard.server.DescriptionWords.plain;
import static org.pollard.server.DescriptionWords.problem;
import static org.pollard.server.DescriptionWords.shape;
import static org.pollard.server.DescriptionWords.shaped;
import static org.pollard.server.DescriptionWords.standing;
import static org.pollard.server.DescriptionWords.text;
import static org.pollard.server.DescriptionWords.texts;
import static org.pollard.server.DescriptionWords.yesOrNo;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.pollard.live.LiveShapes;
import org.pollard.live.Shape.Content.Plain;

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
                        shape(LiveShapes.poll()))))
        .addPathItem(
            "/live/polls/{id}",
            OASFactory.createPathItem()
                .GET(hosts(operation("A poll", "id"), "200", "The poll", shape(LiveShapes.poll())))
                .PUT(
                    hosts(
                        operation(
                                "Replace a poll whole; choices with an id stay. With the ETag of a GET in"
                                    + " If-Match only when nobody has changed it since (412)",
                                "id")
                            .requestBody(body(wish())),
                        "200",
                        "The poll",
                        shape(LiveShapes.poll())))
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
                        object(Map.of("polls", list(shape(LiveShapes.pollOfRoom())))))))
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
                        shape(LiveShapes.entry()))))
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

  private static Schema wish() {
    return object(
            Map.of(
                "question", text(),
                "description", text(),
                "kind", standing(LiveShapes.kind()),
                "choices",
                    list(object(Map.of("id", number(), "text", text(), "correct", yesOrNo()))),
                "settings", standing(Plain.ANYTHING)))
        .addRequired("question");
  }

  private static Schema results() {
    return object(
        Map.of(
            "session", number(),
            "poll", number(),
            "kind", standing(LiveShapes.kind()),
            "anonymous", yesOrNo(),
            "rows", list(shape(LiveShapes.row())),
            "next_after", number(),
            "buckets", list(shape(LiveShapes.bucket()))));
  }
}
