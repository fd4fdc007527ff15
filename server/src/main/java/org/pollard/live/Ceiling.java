package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;

/// `PUT /live/ceiling/{id}/vote`: reads a vote and answers as if it were counted, and does nothing
/// between. What this machine can do at best, for `bin/bench` to compare with, and there only when
/// `bin/bench` asks for it.
@ApplicationScoped
class Ceiling {

  private static final String SWITCH = "pollard.bench.ceiling";

  void register(@Observes Router router) {
    if (Boolean.getBoolean(SWITCH)) {
      router.put("/live/ceiling/:id/vote").handler(this::vote);
    }
  }

  private void vote(RoutingContext http) {
    var _ = http.request().body().onSuccess(body -> answer(http, body));
    var _ = http.request().resume();
  }

  private static void answer(RoutingContext http, Buffer body) {
    Long choice = LiveVotes.choice(body);
    if (choice == null) {
      LiveErrors.BAD_REQUEST.answer(http);
      return;
    }
    LiveVotes.counted(
        http,
        new SessionId(Callers.id(http, "id")),
        new SingleChoice(new ChoiceId(choice)),
        Instant.now());
  }
}
