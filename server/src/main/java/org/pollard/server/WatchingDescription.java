package org.pollard.server;

import static org.pollard.server.DescriptionWords.EVENTS;
import static org.pollard.server.DescriptionWords.JSON;
import static org.pollard.server.DescriptionWords.operation;
import static org.pollard.server.DescriptionWords.plain;
import static org.pollard.server.DescriptionWords.problem;
import static org.pollard.server.DescriptionWords.shape;
import static org.pollard.server.DescriptionWords.shaped;
import static org.pollard.server.DescriptionWords.text;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.pollard.live.LiveShapes;

/// Describes what can be seen of polls under `/live`, once and as streams.
final class WatchingDescription {

  private static final String ALWAYS =
      "; heartbeat at the beginning and after some silence; ended when you may follow it no more";

  private WatchingDescription() {}

  static void addTo(Paths paths) {
    paths
        .addPathItem(
            "/live/public/{code}",
            OASFactory.createPathItem()
                .GET(
                    operation(
                            "What a room shows to everybody who knows its code, for caches",
                            "code",
                            text())
                        .security(List.of())
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse(
                                    "200",
                                    shaped(
                                        "The snapshot as somebody sees it who has not voted, or a"
                                            + " session that is null",
                                        JSON,
                                        snapshot()))
                                .addAPIResponse("304", plain("Nothing changed (If-None-Match)"))
                                .addAPIResponse(
                                    "404", problem("No such room, or it shows nothing to all")))))
        .addPathItem(
            "/live/rooms/{course_id}",
            OASFactory.createPathItem()
                .GET(
                    operation("What is on show in a course now, in your view of it", "course_id")
                        .responses(
                            OASFactory.createAPIResponses()
                                .addAPIResponse(
                                    "200",
                                    shaped(
                                        "The snapshot, or a session that is null",
                                        JSON,
                                        snapshot()))
                                .addAPIResponse("304", plain("Nothing changed (If-None-Match)"))
                                .addAPIResponse("401", problem("No valid access token"))
                                .addAPIResponse("404", problem("Not there, or not for you")))))
        .addPathItem(
            "/live/sessions/{id}/events",
            OASFactory.createPathItem()
                .GET(
                    stream(
                        operation("Follow a poll session: server-sent events", "id"),
                        "First the newest snapshot, then newer ones, at most ten a second; and"
                            + " opened, closed, revealed, hidden, deleted")))
        .addPathItem(
            "/live/rooms/{course_id}/events",
            OASFactory.createPathItem()
                .GET(
                    stream(
                        operation(
                            "Follow what is on show in a course: server-sent events", "course_id"),
                        "on-show with the session's id or null, then the events of that session;"
                            + " arranged when the room has other polls, texts or another order of them,"
                            + " room when it has another code or name or lets in others")))
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
                                .addAPIResponse("404", problem("Not there, or not for you")))));
  }

  private static Operation stream(Operation operation, String description) {
    return operation.responses(
        OASFactory.createAPIResponses()
            .addAPIResponse("200", shaped(description + ALWAYS, EVENTS, text()))
            .addAPIResponse("401", problem("No valid access token"))
            .addAPIResponse("404", problem("Not there, or not for you"))
            .addAPIResponse(
                "429", problem("More than 100 streams of one person, or too many calls")));
  }

  static Schema snapshot() {
    return shape(LiveShapes.snapshot())
        .description(
            "Without the right to see results, `results` is hidden and there are no votes");
  }
}
