package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Choice;

/// A choice on the Canvas wire.
///
/// @param isCorrect only for those who may see the key
@Schema(name = "PollChoice")
record PollChoiceWire(
    Id id,
    Id pollId,
    String text,
    @Schema(nullable = true) @Nullable Integer position,
    @JsonProperty("is_correct") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean isCorrect) {

  static PollChoiceWire of(Choice choice, boolean withKey) {
    return new PollChoiceWire(
        new Id(choice.id().value()),
        new Id(choice.poll().value()),
        choice.text(),
        choice.position(),
        withKey ? choice.correct() : null);
  }

  /// The envelope of one choice or many.
  @Schema(name = "PollChoices")
  record Envelope(
      List<PollChoiceWire> pollChoices,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> meta)
      implements CanvasBody {

    static Envelope of(PollChoiceWire choice) {
      return new Envelope(List.of(choice), null);
    }
  }

  /// What a creation or change sends.
  @Schema(name = "PollChoiceRequest")
  record Request(List<Fields> pollChoices) {
    @Schema(name = "PollChoiceFields")
    record Fields(
        String text,
        @JsonProperty("is_correct") @Nullable Boolean isCorrect,
        @Nullable Integer position) {}
  }
}
