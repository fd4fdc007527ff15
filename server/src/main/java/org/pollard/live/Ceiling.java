package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.poll.Answer;
import org.pollard.poll.SessionId;

/// `PUT /live/ceiling/{id}/vote`: reads a vote and answers as if it were counted, and does nothing
/// between. What this machine can do at best, for `bin/bench` to compare with, and there only when
/// `bin/bench` asks for it.
final class Ceiling {

  static final String PATH = "/live/ceiling/{id}/vote";

  private static final String SWITCH = "pollard.bench.ceiling";

  private Ceiling() {}

  static boolean isWanted() {
    return Boolean.getBoolean(SWITCH);
  }

  static void vote(Arrival arrival, Caller caller) {
    Buffer body = arrival.body();
    if (!(VoteBody.of(body) instanceof VoteBody.Said(Answer answer))) {
      LiveErrors.BAD_REQUEST.answer(arrival.http());
      return;
    }
    LiveVotes.counted(
        arrival.http(), new SessionId(arrival.id("id")), answer, Instant.now(), false);
  }
}
