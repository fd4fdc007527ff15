package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;
import org.pollard.voting.CountedVote;

/// A vote on the Canvas wire.
///
/// @param pollChoiceId absent when nothing stored tells it, in anonymous sessions, and of an
///   abstention
/// @param createdAt absent likewise
@Schema(name = "PollSubmission")
record PollSubmissionWire(
    Id id,
    Id pollSessionId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Id pollChoiceId,
    Id userId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant createdAt) {

  private static final int LONGEST = 220;

  static PollSubmissionWire of(CountedVote vote) {
    return of(vote.session(), vote.voter(), vote.answer(), vote.at());
  }

  static PollSubmissionWire of(
      SessionId session, VoterId voter, @Nullable Answer answer, @Nullable Instant at) {
    return new PollSubmissionWire(
        new Id(SubmissionId.of(session, voter).number()),
        new Id(session.value()),
        answer instanceof Answer.SingleChoice(ChoiceId choice) ? new Id(choice.value()) : null,
        new Id(voter.value()),
        at);
  }

  /// The bytes of [Envelope] with a vote just counted, as [CanvasJson] would write them.
  ///
  /// @param at absent in an anonymous session
  static Buffer bytes(
      SessionId session, VoterId voter, ChoiceId choice, @Nullable Instant at, boolean stringIds) {
    String quote = stringIds ? "\"" : "";
    StringBuilder json =
        new StringBuilder(LONGEST)
            .append("{\"poll_submissions\":[{\"id\":")
            .append(quote)
            .append(SubmissionId.of(session, voter).number())
            .append(quote)
            .append(",\"poll_session_id\":")
            .append(quote)
            .append(session.value())
            .append(quote)
            .append(",\"poll_choice_id\":")
            .append(quote)
            .append(choice.value())
            .append(quote)
            .append(",\"user_id\":")
            .append(quote)
            .append(voter.value())
            .append(quote);
    if (at != null) {
      json.append(",\"created_at\":\"").append(IsoTime.text(at)).append('"');
    }
    return Buffer.buffer(json.append("}]}").toString());
  }

  /// The envelope of one submission.
  @Schema(name = "PollSubmissions")
  record Envelope(List<PollSubmissionWire> pollSubmissions) implements CanvasBody {

    static Envelope of(PollSubmissionWire submission) {
      return new Envelope(List.of(submission));
    }
  }

  /// What a vote sends.
  @Schema(name = "PollSubmissionRequest")
  record Request(List<Fields> pollSubmissions) {
    @Schema(name = "PollSubmissionFields")
    record Fields(long pollChoiceId) {}
  }
}
