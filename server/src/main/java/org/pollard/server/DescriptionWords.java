package org.pollard.server;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// What descriptions of routes that are no resources are put together from.
final class DescriptionWords {

  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";
  private static final String PROBLEM = "application/problem+json";

  private DescriptionWords() {}

  static Operation operation(String summary, String parameter) {
    return operation(summary, parameter, number());
  }

  static Operation operation(String summary, String parameter, Schema kind) {
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

  static Schema list(Schema items) {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }

  static RequestBody body(Schema schema) {
    return OASFactory.createRequestBody()
        .required(true)
        .content(
            OASFactory.createContent()
                .addMediaType(JSON, OASFactory.createMediaType().schema(schema)));
  }

  static Schema object(Map<String, Schema> properties) {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    properties.forEach(schema::addProperty);
    return schema;
  }

  static Schema texts() {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(text());
  }

  static Schema number() {
    return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int64");
  }

  /// A number that need not be whole, or none.
  static Schema decimal() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.NUMBER)
        .addType(Schema.SchemaType.INTEGER)
        .addType(Schema.SchemaType.NULL);
  }

  static Schema orNull(Schema schema) {
    return schema.addType(Schema.SchemaType.NULL);
  }

  static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  static Schema yesOrNo() {
    return OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN);
  }

  static APIResponse plain(String description) {
    return OASFactory.createAPIResponse().description(description);
  }

  static APIResponse problem(String description) {
    return shaped(
        description,
        PROBLEM,
        object(
            Map.of(
                "type", text(), "title", text(), "status", number(), "detail", text(), "code",
                text())));
  }

  static APIResponse shaped(String description, String mediaType, Schema schema) {
    return plain(description)
        .content(
            OASFactory.createContent()
                .addMediaType(mediaType, OASFactory.createMediaType().schema(schema)));
  }
}
