package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Meeting;

/// A meeting.
///
/// @param recordingConfig kept as it was given, but for the secrets in it
/// @param aiConfig kept as it was given; absent from lists
@Schema(name = "KitMeeting")
public record MeetingWire(
    String id,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String title,
    String status,
    boolean recordOnStart,
    boolean liveStreamOnStart,
    boolean persistChat,
    boolean summarizeOnEnd,
    boolean transcribeOnEnd,
    long sessionKeepAliveTimeInSecs,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String preferredRegion,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(type = SchemaType.OBJECT, implementation = Object.class)
        @Nullable JsonNode recordingConfig,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(type = SchemaType.OBJECT, implementation = Object.class)
        @Nullable JsonNode aiConfig,
    Instant createdAt,
    Instant updatedAt) {

  static MeetingWire of(Meeting meeting) {
    return of(meeting, true);
  }

  static MeetingWire inList(Meeting meeting) {
    return of(meeting, false);
  }

  private static MeetingWire of(Meeting meeting, boolean whole) {
    ObjectNode kept = RealtimeKitJson.stored(meeting.settings());
    return new MeetingWire(
        meeting.id().value().toString(),
        meeting.title(),
        meeting.active() ? "ACTIVE" : "INACTIVE",
        kept.path("record_on_start").asBoolean(),
        kept.path("live_stream_on_start").asBoolean(),
        kept.path("persist_chat").asBoolean(),
        kept.path("summarize_on_end").asBoolean(),
        kept.path("transcribe_on_end").asBoolean(),
        meeting.keepAlive().toSeconds(),
        kept.path("preferred_region").asText(null),
        recordingConfig(kept),
        whole ? kept.get("ai_config") : null,
        meeting.createdAt(),
        meeting.updatedAt());
  }

  /// Taken out again here: what was stored by earlier versions may still hold them.
  private static @Nullable JsonNode recordingConfig(ObjectNode kept) {
    JsonNode config = kept.get("recording_config");
    return config == null ? null : StorageSecrets.removedFrom(config);
  }

  /// What makes or changes one.
  @Schema(name = "KitMeetingRequest")
  public record Request(
      @Nullable String title,
      @Schema(description = "PATCH only: ACTIVE or INACTIVE") @Nullable String status,
      @Nullable Boolean recordOnStart,
      @Nullable Boolean liveStreamOnStart,
      @Nullable Boolean persistChat,
      @Nullable Boolean summarizeOnEnd,
      @Nullable Boolean transcribeOnEnd,
      @Schema(description = "0 to 600, 60 by default") @Nullable Integer sessionKeepAliveTimeInSecs,
      @Nullable String preferredRegion,
      @Nullable Map<String, Object> recordingConfig,
      @Nullable Map<String, Object> aiConfig) {}
}
