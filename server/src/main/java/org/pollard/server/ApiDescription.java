package org.pollard.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Comparator;
import java.util.HashMap;
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

  /// What people come for comes first; the framework would sort by name.
  private static final List<String> ORDER =
      List.of(
          "Polls",
          "Poll choices",
          "Poll sessions",
          "Poll submissions",
          "Live",
          "Courses",
          "Sections",
          "Enrollments",
          "Users",
          "Access tokens",
          "Accounts",
          "RealtimeKit polls",
          "RealtimeKit apps",
          "RealtimeKit presets",
          "RealtimeKit meetings",
          "RealtimeKit participants",
          "RealtimeKit active session",
          "RealtimeKit sessions",
          "RealtimeKit recordings",
          "RealtimeKit livestreams",
          "RealtimeKit analytics",
          "RealtimeKit webhooks",
          "API tokens",
          "Host");

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
                .description(
                    "An access token of a user, an API token, a participant's token, or the administrator's"));
    if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
      return;
    }
    if (api.getTags() != null) {
      api.setTags(
          api.getTags().stream()
              .sorted(Comparator.comparingInt(tag -> place(tag.getName())))
              .toList());
    }
    Map<String, Schema> arrays = bareArrays(api);
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(CANVAS)) {
                item.getOperations()
                    .forEach(
                        (method, operation) -> {
                          describe(method, operation);
                          answersOf(operation).forEach(media -> unwrap(media, arrays));
                        });
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
    if (marks != null && marks.get("x-filters") instanceof String names) {
      List.of(names.split(",", -1)).forEach(name -> operation.addParameter(filter(name)));
      operation.removeExtension("x-filters");
    }
    errors(operation);
  }

  /// Takes the arrays out of the objects that stand for them in the code ([org.pollard.canvas], the
  /// record `Bare`), whose only property never goes over the wire.
  private static Map<String, Schema> bareArrays(OpenAPI api) {
    Map<String, Schema> arrays = new HashMap<>();
    Map<String, Schema> all = api.getComponents().getSchemas();
    if (all != null) {
      all.forEach(
          (name, schema) -> {
            if (name.startsWith("Bare")) {
              arrays.put("#/components/schemas/" + name, schema.getProperties().get("items"));
            }
          });
    }
    arrays.keySet().stream()
        .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
        .forEach(api.getComponents()::removeSchema);
    return arrays;
  }

  /// A tag that is not in the list stands behind all others.
  private static int place(String tag) {
    int place = ORDER.indexOf(tag);
    return place < 0 ? ORDER.size() : place;
  }

  private static List<MediaType> answersOf(Operation operation) {
    return operation.getResponses().getAPIResponses().values().stream()
        .filter(answer -> answer.getContent() != null)
        .flatMap(answer -> answer.getContent().getMediaTypes().values().stream())
        .toList();
  }

  private static void unwrap(MediaType media, Map<String, Schema> arrays) {
    String ref = media.getSchema() == null ? null : media.getSchema().getRef();
    if (ref != null && arrays.containsKey(ref)) {
      media.setSchema(arrays.get(ref));
    }
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

  /// A parameter that may be repeated; what is not among its values is refused.
  private static Parameter filter(String name) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description("Only those; may be repeated")
        .style(Parameter.Style.FORM)
        .explode(true)
        .schema(
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .items(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
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
