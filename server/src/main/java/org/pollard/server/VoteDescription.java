package org.pollard.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Describes how one votes through the Canvas API, which the framework cannot see since it is no
/// resource. What all calls of that API share is added by [ApiDescription], which comes later.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 3)
public final class VoteDescription implements OASFilter {

  private static final String SESSION =
      "/api/v1/polls/{poll_id}/poll_sessions/{poll_session_id}/poll_submissions";
  private static final String SCHEMAS = "#/components/schemas/";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Operation vote =
        OASFactory.createOperation()
            .summary("Vote; the answer comes after the vote is on disk")
            .addTag("Poll submissions")
            .addParameter(inPath("poll_id"))
            .addParameter(inPath("poll_session_id"))
            .requestBody(
                OASFactory.createRequestBody()
                    .required(true)
                    .content(json("PollSubmissionRequest")))
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse(
                        "200",
                        OASFactory.createAPIResponse()
                            .description("OK")
                            .content(json("PollSubmissions"))));
    api.getPaths().addPathItem(SESSION, OASFactory.createPathItem().POST(vote));
  }

  private static Parameter inPath(String name) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.PATH)
        .required(true)
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
  }

  private static Content json(String schema) {
    return OASFactory.createContent()
        .addMediaType(
            "application/json",
            OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMAS + schema)));
  }
}
