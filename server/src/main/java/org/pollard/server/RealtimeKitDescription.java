package org.pollard.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Adds to the generated API description what all RealtimeKit endpoints share: how one is known,
/// the parameters of lists, and the errors.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 3)
public final class RealtimeKitDescription implements OASFilter {

  private static final String ROOT = "/client/v4";
  private static final String ERROR = "KitError";
  private static final Map<String, String> ERRORS =
      Map.of(
          "400", "Not valid; the message says all that is wrong",
          "401", "No valid token",
          "403", "The token is not good for this",
          "404", "Not there, or not yours",
          "429", "More than 3500 requests in five minutes");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents().addSchema(ERROR, error());
    Map<String, Schema> wrappers = wrappers(api);
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(ROOT)) {
                item.getOperations().values().forEach(each -> describe(each, wrappers));
              }
            });
  }

  /// Takes what wraps every answer out of the named schemas: its names there are made of those of
  /// the code.
  private static Map<String, Schema> wrappers(OpenAPI api) {
    Map<String, Schema> wrappers = new HashMap<>();
    api.getComponents()
        .getSchemas()
        .forEach(
            (name, schema) -> {
              if (name.startsWith("Success") || name.startsWith("Envelope")) {
                wrappers.put("#/components/schemas/" + name, schema);
              }
            });
    wrappers.keySet().stream()
        .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
        .forEach(api.getComponents()::removeSchema);
    return wrappers;
  }

  private static void unwrap(Operation operation, Map<String, Schema> wrappers) {
    operation.getResponses().getAPIResponses().values().stream()
        .filter(answer -> answer.getContent() != null)
        .flatMap(answer -> answer.getContent().getMediaTypes().values().stream())
        .filter(media -> media.getSchema() != null)
        .forEach(
            media -> {
              Schema wrapper = wrappers.get(media.getSchema().getRef());
              if (wrapper != null) {
                media.setSchema(wrapper);
              }
            });
  }

  private static void describe(Operation operation, Map<String, Schema> wrappers) {
    unwrap(operation, wrappers);
    operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("bearer"));
    Map<String, Object> marks = operation.getExtensions();
    if (marks != null && marks.get("x-kit-list") instanceof String filters) {
      operation.addParameter(
          query("page_no", Schema.SchemaType.INTEGER, "Page number, from 1; 1 by default"));
      operation.addParameter(
          query("per_page", Schema.SchemaType.INTEGER, "Items a page, 20 by default, 100 at most"));
      List.of(filters.split(",", -1)).stream()
          .filter(name -> !name.isEmpty())
          .forEach(name -> operation.addParameter(query(name, Schema.SchemaType.STRING, null)));
      operation.removeExtension("x-kit-list");
    }
    ERRORS.forEach(
        (status, text) -> operation.getResponses().addAPIResponse(status, refusal(text)));
  }

  private static Parameter query(String name, Schema.SchemaType type, @Nullable String text) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description(text)
        .schema(OASFactory.createSchema().addType(type));
  }

  private static APIResponse refusal(String text) {
    Content content =
        OASFactory.createContent()
            .addMediaType(
                "application/json",
                OASFactory.createMediaType()
                    .schema(OASFactory.createSchema().ref("#/components/schemas/" + ERROR)));
    return OASFactory.createAPIResponse().description(text).content(content);
  }

  private static Schema error() {
    Schema inner =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .addProperty("code", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
            .addProperty("message", OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .addProperty("success", OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN))
        .addProperty("error", inner);
  }
}
