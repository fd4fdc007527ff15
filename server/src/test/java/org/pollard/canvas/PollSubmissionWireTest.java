package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;

/// The answer to a vote is written by hand, and as everything else is.
@NullMarked
class PollSubmissionWireTest {

  private static final SessionId SESSION = new SessionId(94_000_001);
  private static final VoterId VOTER = new VoterId(7);
  private static final ChoiceId CHOICE = new ChoiceId(1_234_567_890_123L);

  @Test
  void the_bytes_of_a_vote_are_those_of_its_shape() throws IOException {
    for (boolean stringIds : new boolean[] {false, true}) {
      for (Instant at : new @Nullable Instant[] {null, Instant.parse("2026-03-01T10:00:09.987Z")}) {
        ByteArrayOutputStream shaped = new ByteArrayOutputStream();
        CanvasJson.write(
            PollSubmissionWire.Envelope.of(
                PollSubmissionWire.of(SESSION, VOTER, new SingleChoice(CHOICE), at)),
            stringIds,
            shaped);

        assertThat(PollSubmissionWire.bytes(SESSION, VOTER, CHOICE, at, stringIds).toString())
            .isEqualTo(shaped.toString(StandardCharsets.UTF_8));
      }
    }
  }
}
