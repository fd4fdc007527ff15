package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;

/// A poll on the Canvas wire.
///
/// @param totalResults choice id to votes over all sessions; only for those who may update the poll
/// @param userId the owner; likewise
@Schema(name = "Poll")
record PollWire(
    Id id,
    String question,
    @Schema(nullable = true) @Nullable String description,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Long> totalResults,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Id userId) {

  /// @param totals null when the viewer may not see them
  static PollWire of(Poll poll, @Nullable Map<ChoiceId, Long> totals) {
    return new PollWire(
        new Id(poll.id().value()),
        poll.question(),
        poll.description(),
        poll.createdAt(),
        totals == null ? null : counts(totals),
        totals == null ? null : new Id(poll.owner().value()));
  }

  /// Counts with the keys that JSON objects need, in the same order.
  static Map<String, Long> counts(Map<ChoiceId, Long> counts) {
    Map<String, Long> named = LinkedHashMap.newLinkedHashMap(counts.size());
    counts.forEach((choice, votes) -> named.put(Long.toString(choice.value()), votes));
    return named;
  }

  /// The envelope of one poll or many.
  @Schema(name = "Polls")
  record Envelope(
      List<PollWire> polls,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> meta)
      implements CanvasBody {

    static Envelope of(PollWire poll) {
      return new Envelope(List.of(poll), null);
    }
  }

  /// What a creation or change sends.
  @Schema(name = "PollRequest")
  record Request(List<Fields> polls) {
    @Schema(name = "PollFields")
    record Fields(String question, @Nullable String description) {}
  }
}
