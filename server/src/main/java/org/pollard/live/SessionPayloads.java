package org.pollard.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.webhook.Drawing;
import org.pollard.webhook.Happening;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookOwner.OfCourse;

/// What webhooks of courses are told. They are their teachers', who see all results; of who voted
/// for what nothing is told, and of which choice is correct neither. Thread-safe; may wait for the
/// database.
@ApplicationScoped
public class SessionPayloads implements Drawing {

  private final PollStore polls;

  SessionPayloads(PollStore polls) {
    this.polls = polls;
  }

  @Override
  public Optional<String> draw(Happening happening) {
    if (!(happening.owner() instanceof OfCourse(long course))) {
      return Optional.empty();
    }
    Optional<PollSession> session =
        Optional.ofNullable(happening.session())
            .flatMap(each -> polls.session(new SessionId(each)));
    Optional<Poll> poll = session.flatMap(each -> polls.poll(each.poll()));
    if (session.isEmpty() || poll.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(body(happening, course, session.get(), poll.get()).encode());
  }

  private JsonObject body(Happening happening, long course, PollSession session, Poll poll) {
    boolean closed = happening.event() == WebhookEvent.SESSION_CLOSED;
    Map<PollId, List<Choice>> all = polls.choicesOf(List.of(poll.id()));
    JsonArray choices = new JsonArray();
    for (Choice each : all.getOrDefault(poll.id(), List.of())) {
      JsonObject choice = new JsonObject().put("id", each.id().value()).put("text", each.text());
      if (closed) {
        choice.put("votes", happening.counts().getOrDefault(each.id().value(), 0L));
      }
      choices.add(choice);
    }
    return new JsonObject()
        .put("event", happening.event().word())
        .put("at", happening.at().toString())
        .put("course", new JsonObject().put("id", course))
        .put(
            "session",
            new JsonObject()
                .put("id", session.id().value())
                .put("open", !closed)
                .put("anonymous", session.anonymous()))
        .put("poll", new JsonObject().put("id", poll.id().value()).put("question", poll.question()))
        .put("choices", choices);
  }
}
