package org.pollard.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.pollard.harness.RunningServer;

/// The description at `/q/openapi`.
@NullMarked
record Description(JsonNode api) {

  static final Set<String> NO_TOKEN_NEEDED =
      Set.of(
          "POST /host/token",
          "GET /live/public/{code}",
          "GET /.well-known/jwks.json",
          "GET /.well-known/webhooks.json");

  /// What the server says of itself.
  static Description of(RunningServer server) {
    return new Description(server.as(null).get("/q/openapi?format=json").json());
  }

  /// By method and path, such as `GET /api/v1/polls/{id}`.
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new HashMap<>();
    api.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each ->
                            operations.put(
                                each.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                each.getValue())));
    return operations;
  }

  /// A schema, found where it is only named.
  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
