package org.pollard.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/// Adds to the generated API description what all Canvas endpoints share: how one is known, the
/// three forms of a body, the parameters of lists, and the errors.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {

  private static final String SCHEME = "bearer";
  private static final String CANVAS = "/api/v1";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents()
        .addSecurityScheme(
            SCHEME,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An access token of a user, or the administrator's token"));
    if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
      return;
    }
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(CANVAS)) {
                item.getOperations().forEach((method, operation) -> describe(method, operation));
              }
            });
  }

  private static void describe(PathItem.HttpMethod method, Operation operation) {
    operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(SCHEME));
    if (method == PathItem.HttpMethod.GET) {
      operation.setRequestBody(null);
    }
    allForms(operation.getRequestBody());
    Map<String, Object> marks = operation.getExtensions();
    if (marks != null && marks.containsKey("x-paged")) {
      operation.addParameter(query("page", Schema.SchemaType.INTEGER, "Page number, from 1"));
      operation.addParameter(
          query("per_page", Schema.SchemaType.INTEGER, "Items a page, 1 to 100, 10 by default"));
      operation.removeExtension("x-paged");
    }
    if (marks != null && marks.containsKey("x-searched")) {
      operation.addParameter(
          query("search_term", Schema.SchemaType.STRING, "A part of the name, or an id"));
      operation.removeExtension("x-searched");
    }
    errors(operation);
  }

  /// The same parameters may come as JSON, as a form or as a multipart form.
  private static void allForms(@Nullable RequestBody body) {
    if (body == null || body.getContent() == null) {
      return;
    }
    Content content = body.getContent();
    List<MediaType> described = List.copyOf(content.getMediaTypes().values());
    if (described.isEmpty()) {
      return;
    }
    body.setContent(
        OASFactory.createContent()
            .addMediaType("application/json", described.getFirst())
            .addMediaType("application/x-www-form-urlencoded", described.getFirst())
            .addMediaType("multipart/form-data", described.getFirst()));
  }

  private static Parameter query(String name, Schema.SchemaType type, String text) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description(text)
        .schema(OASFactory.createSchema().addType(type));
  }

  private static void errors(Operation operation) {
    APIResponses responses = operation.getResponses();
    responses.addAPIResponse("400", OASFactory.createAPIResponse().description("Not valid"));
    responses.addAPIResponse(
        "401", OASFactory.createAPIResponse().description("No valid access token"));
    responses.addAPIResponse(
        "403", OASFactory.createAPIResponse().description("Not allowed, or too many requests"));
    responses.addAPIResponse(
        "404", OASFactory.createAPIResponse().description("The resource does not exist"));
  }
}
