package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A poll session on the Canvas wire.
///
/// @param pollSubmissions all votes for those who can view results, else the viewer's own; lazy,
///   read while it is written
/// @param hasPublicResults only for those who can view results
/// @param results choice id to votes; likewise
@Schema(name = "PollSession")
record PollSessionWire(
    Id id,
    Id pollId,
    @Schema(nullable = true) @Nullable Id courseId,
    @Schema(nullable = true) @Nullable Id courseSectionId,
    @JsonProperty("is_published") boolean isPublished,
    Instant createdAt,
    @JsonProperty("has_submitted") boolean hasSubmitted,
    @JsonProperty("has_public_results") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean hasPublicResults,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Long> results,
    Iterable<PollSubmissionWire> pollSubmissions) {

  /// The envelope of one session or many.
  @Schema(name = "PollSessions")
  record Envelope(
      List<PollSessionWire> pollSessions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> meta)
      implements CanvasBody {

    static Envelope of(PollSessionWire session) {
      return new Envelope(List.of(session), null);
    }
  }

  /// What a creation or change sends.
  @Schema(name = "PollSessionRequest")
  record Request(List<Fields> pollSessions) {
    @Schema(name = "PollSessionFields")
    record Fields(
        long courseId,
        @Nullable Long courseSectionId,
        @JsonProperty("has_public_results") @Nullable Boolean hasPublicResults) {}
  }
}
