package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// The credentials of somebody's storage, which come in the settings of recordings: writable by
/// clients and never readable, as published. Nothing is recorded here, so they are not even kept.
final class StorageSecrets {

  private static final Set<String> NAMES =
      Set.of("access_key", "secret", "password", "private_key");

  private StorageSecrets() {}

  /// A copy without them, at whatever depth they stand.
  static JsonNode removedFrom(JsonNode settings) {
    JsonNode copy = settings.deepCopy();
    remove(copy);
    return copy;
  }

  private static void remove(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(NAMES);
    }
    node.forEach(StorageSecrets::remove);
  }
}
