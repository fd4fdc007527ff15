package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Participant;

/// Who was put out.
@Schema(name = "KitKick")
public record KickWire(String action, List<Kicked> participants) {

  public KickWire {
    participants = List.copyOf(participants);
  }

  static KickWire of(Collection<Participant> participants) {
    return new KickWire("kick", participants.stream().map(Kicked::of).toList());
  }

  /// One of them.
  @Schema(name = "KitKicked")
  public record Kicked(
      String id,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String picture,
      Instant createdAt,
      Instant updatedAt) {

    static Kicked of(Participant participant) {
      return new Kicked(
          participant.id().value().toString(),
          participant.name(),
          participant.picture(),
          participant.createdAt(),
          participant.updatedAt());
    }
  }

  /// The answer when all were.
  @Schema(name = "KitKickAll")
  public record KickAll(String action, long kickedParticipantsCount) {}

  /// Whom to put out; one of the lists is enough.
  @Schema(name = "KitKickRequest")
  public record Request(
      @Nullable List<String> participantIds, @Nullable List<String> customParticipantIds) {}
}
