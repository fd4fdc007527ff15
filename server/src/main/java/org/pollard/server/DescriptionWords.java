package org.pollard.server;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.pollard.live.Shape;
import org.pollard.live.Shape.Content;

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

  /// An object as our own API draws it.
  static Schema shape(Shape<?> shape) {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    shape.members().forEach(each -> schema.addProperty(each.name(), standing(each.type())));
    return schema;
  }

  static Schema standing(Content type) {
    return switch (type) {
      case Content.Plain.WHOLE -> number();
      case Content.Plain.DECIMAL ->
          OASFactory.createSchema()
              .addType(Schema.SchemaType.NUMBER)
              .addType(Schema.SchemaType.INTEGER);
      case Content.Plain.TEXT -> text();
      case Content.Plain.YES_OR_NO -> yesOrNo();
      case Content.Plain.ANYTHING ->
          OASFactory.createSchema()
              .addType(Schema.SchemaType.OBJECT)
              .additionalPropertiesSchema(OASFactory.createSchema());
      case Content.Word(var words) -> text().enumeration(List.<Object>copyOf(words));
      case Content.Many(var each) -> list(standing(each));
      case Content.Made(var made) -> shape(made);
      case Content.OrNull(var one) -> orNull(standing(one));
    };
  }

  static Schema number() {
    return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int64");
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
