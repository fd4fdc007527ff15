package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Preset;

/// A preset; in lists without its parts.
@Schema(name = "KitPreset")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PresetWire(
    String id,
    String name,
    @Schema(type = SchemaType.OBJECT, implementation = Object.class) @Nullable JsonNode config,
    @Schema(type = SchemaType.OBJECT, implementation = Object.class) @Nullable JsonNode permissions,
    @Schema(type = SchemaType.OBJECT, implementation = Object.class) @Nullable JsonNode ui,
    Instant createdAt,
    Instant updatedAt) {

  static PresetWire of(Preset preset) {
    ObjectNode document = RealtimeKitJson.stored(preset.document());
    return new PresetWire(
        preset.id().value().toString(),
        preset.name(),
        document.path("config"),
        document.path("permissions"),
        document.path("ui"),
        preset.createdAt(),
        preset.updatedAt());
  }

  static PresetWire inList(Preset preset) {
    return new PresetWire(
        preset.id().value().toString(),
        preset.name(),
        null,
        null,
        null,
        preset.createdAt(),
        preset.updatedAt());
  }

  /// What makes or changes one.
  @Schema(name = "KitPresetRequest")
  public record Request(
      @Schema(required = true) String name,
      @Schema(required = true) Map<String, Object> config,
      @Nullable Map<String, Object> permissions,
      @Schema(required = true) Map<String, Object> ui) {}
}
