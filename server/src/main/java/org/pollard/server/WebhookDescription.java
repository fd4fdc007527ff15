package org.pollard.server;

import static org.pollard.server.DescriptionWords.JSON;
import static org.pollard.server.DescriptionWords.body;
import static org.pollard.server.DescriptionWords.list;
import static org.pollard.server.DescriptionWords.number;
import static org.pollard.server.DescriptionWords.object;
import static org.pollard.server.DescriptionWords.operation;
import static org.pollard.server.DescriptionWords.plain;
import static org.pollard.server.DescriptionWords.problem;
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

/// Describes the webhooks of a course under `/live`.
final class WebhookDescription {

  private WebhookDescription() {}

  static void addTo(Paths paths) {
    paths
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
                        object(Map.of("deliveries", list(delivery()))))));
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
}
