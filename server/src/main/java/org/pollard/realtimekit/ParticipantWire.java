package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Participant;

/// A participant.
///
/// @param token only in answers that hand one out
@Schema(name = "KitParticipant")
public record ParticipantWire(
    String id,
    @Schema(nullable = true) @Nullable String name,
    @Schema(nullable = true) @Nullable String picture,
    String customParticipantId,
    String presetName,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

  static ParticipantWire of(Participant participant) {
    return of(participant, null);
  }

  static ParticipantWire of(Participant participant, @Nullable String token) {
    return new ParticipantWire(
        participant.id().value().toString(),
        participant.name(),
        participant.picture(),
        participant.customId(),
        participant.presetName(),
        participant.createdAt(),
        participant.updatedAt(),
        token);
  }

  /// The answer to a removal.
  @Schema(name = "KitParticipantRemoved")
  public record Removed(
      String customParticipantId, String presetId, Instant createdAt, Instant updatedAt) {

    static Removed of(Participant participant) {
      return new Removed(
          participant.customId(),
          participant.preset().value().toString(),
          participant.createdAt(),
          participant.updatedAt());
    }
  }

  /// A fresh token.
  @Schema(name = "KitParticipantToken")
  public record Token(String token) {}

  /// What adds one.
  @Schema(name = "KitParticipantRequest")
  public record Request(
      @Schema(required = true) String customParticipantId,
      @Schema(required = true) String presetName,
      @Nullable String name,
      @Nullable String picture) {}

  /// What changes one.
  @Schema(name = "KitParticipantChange")
  public record Change(
      @Nullable String presetName, @Nullable String name, @Nullable String picture) {}
}
