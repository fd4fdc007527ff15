package org.pollard.server;

import static org.pollard.server.DescriptionWords.JSON;
import static org.pollard.server.DescriptionWords.body;
import static org.pollard.server.DescriptionWords.number;
import static org.pollard.server.DescriptionWords.object;
import static org.pollard.server.DescriptionWords.operation;
import static org.pollard.server.DescriptionWords.plain;
import static org.pollard.server.DescriptionWords.problem;
import static org.pollard.server.DescriptionWords.shape;
import static org.pollard.server.DescriptionWords.shaped;
import static org.pollard.server.DescriptionWords.text;
import static org.pollard.server.DescriptionWords.yesOrNo;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.pollard.live.LiveShapes;

/// Describes what is done with poll sessions under `/live`: hosting them and voting.
final class SessionDescription {

  private SessionDescription() {}

  static void addTo(Paths paths) {
    paths
        .addPathItem(
            "/live/sessions/{id}",
            OASFactory.createPathItem()
                .GET(
                    operation("A snapshot of a poll session, in your view of it", "id")
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse(
                                    "200",
                                    shaped("The snapshot", JSON, WatchingDescription.snapshot()))
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
                        "The host's snapshot"))
                .DELETE(
                    PollDescription.removal(
                        operation("Delete a poll session with its votes", "id"))))
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
                                    "200",
                                    shaped(
                                        "Up to 1,000 voters by id",
                                        JSON,
                                        shape(LiveShapes.voters())))
                                .addAPIResponse("401", problem("No valid access token"))
                                .addAPIResponse("403", problem("You may not manage it"))
                                .addAPIResponse("404", problem("Not there, or not for you"))
                                .addAPIResponse("409", problem("Anonymous and still open")))))
        .addPathItem(
            "/live/sessions/{id}/vote",
            OASFactory.createPathItem()
                .PUT(
                    operation(
                            "Vote; sending the same vote again is safe, another one replaces it"
                                + " where the session is changeable",
                            "id")
                        .requestBody(body(shape(LiveShapes.answer())))
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse(
                                    "200",
                                    shaped(
                                        "Counted, and on disk", JSON, shape(LiveShapes.counted())))
                                .addAPIResponse("400", problem("The body is not understood"))
                                .addAPIResponse("401", problem("No valid access token"))
                                .addAPIResponse("403", problem("You may see, but not vote"))
                                .addAPIResponse("404", problem("Not there, or not for you"))
                                .addAPIResponse(
                                    "409", problem("Closed, full, or voted otherwise before"))
                                .addAPIResponse(
                                    "422", problem("No such choice, or no answer to this poll"))
                                .addAPIResponse(
                                    "503", problem("Busy, or not confirmed: try again")))));
  }

  private static Operation hosts(Operation operation, String status, String description) {
    return operation.responses(
        OASFactory.createAPIResponses()
            .addAPIResponse(status, shaped(description, JSON, WatchingDescription.snapshot()))
            .addAPIResponse("400", problem("The body is not understood"))
            .addAPIResponse("401", problem("No valid access token"))
            .addAPIResponse("403", problem("You may not manage it"))
            .addAPIResponse("404", problem("Not there, or not for you"))
            .addAPIResponse(
                "409", problem("An anonymous session with votes stays closed, and the like"))
            .addAPIResponse("422", problem("Everything that is wrong with it")));
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
}
