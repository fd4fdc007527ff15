package org.pollard.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pollard.poll.Cell;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Results;
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
    List<Choice> all = polls.choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of());
    List<ChoiceId> among = all.stream().map(Choice::id).toList();
    Map<Cell, Long> cells = new HashMap<>();
    happening.counts().forEach((cell, n) -> cells.put(new Cell(cell), n));
    Results counted = new Results(cells, List.of());
    ResultsJson results = new ResultsJson(poll.asks().read(counted, among, false), false);
    JsonArray choices = new JsonArray();
    for (Choice each : all) {
      JsonObject choice = new JsonObject().put("id", each.id().value()).put("text", each.text());
      choices.add(closed ? choice.mergeIn(results.of(each.id())) : choice);
    }
    JsonObject body = head(happening, course, session, poll).put("choices", choices);
    if (closed) {
      body.put("people", poll.asks().people(counted, among)).put("abstained", counted.abstained());
      // What was written is for hosts to look at first.
      if (poll.asks().kind().hasChoices()) {
        body.mergeIn(results.all());
      }
    }
    return body;
  }

  private static JsonObject head(Happening happening, long course, PollSession session, Poll poll) {
    boolean closed = happening.event() == WebhookEvent.SESSION_CLOSED;
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
        .put(
            "poll",
            new JsonObject()
                .put("id", poll.id().value())
                .put("kind", poll.asks().kind().word())
                .put("question", poll.question()));
  }
}
