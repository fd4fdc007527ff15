package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.live.Shape.Content.Plain;
import org.pollard.people.CallerKind;
import org.pollard.people.PlainText;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.BlockedWords;
import org.pollard.poll.Entry;
import org.pollard.poll.EntryId;
import org.pollard.poll.EntryState;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Polls;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.poll.Wording;

/// `PATCH /live/sessions/{id}/entries/{entry}` and `/live/rooms/{course}/blocked`: hosts say who
/// sees what people wrote. Thread-safe; works on virtual threads.
@ApplicationScoped
class LiveEntries {

  /// As whoever moderates it is told what became of it.
  static final Shape<Entry> ENTRY =
      Shape.<Entry>of()
          .has("id", Plain.WHOLE, each -> each.id().value())
          .has("text", Plain.TEXT, Entry::text)
          .has("people", Plain.WHOLE, Entry::people)
          .has("state", ResultsJson.states(), each -> each.state().word())
          .has("large", Plain.YES_OR_NO, each -> each.state() == EntryState.LARGE);

  private final Later later;
  private final PollStore store;
  private final Polls polls;
  private final Audience audience;

  LiveEntries(Later later, PollStore store, Polls polls, Audience audience) {
    this.later = later;
    this.store = store;
    this.polls = polls;
    this.audience = audience;
  }

  void change(RoutingContext http, LiveCaller host, Buffer body) {
    SessionId id = new SessionId(Arrival.id(http, "id"));
    EntryId entry = new EntryId(Arrival.id(http, "entry"));
    later.answer(
        http,
        () -> {
          PollSession session = store.session(id).orElse(null);
          Viewer viewer = session == null ? Viewer.STRANGER : host.in(session.audience(), audience);
          if (session == null || !viewer.manage()) {
            boolean sees = session != null && session.isShownTo(viewer);
            return () -> (sees ? LiveErrors.DENIED : LiveErrors.NOT_FOUND).answer(http);
          }
          if (host.kind() == CallerKind.REMOTE && !hallSees(id, entry)) {
            return () -> LiveErrors.NOT_FOUND.answer(http);
          }
          return judged(
              http,
              () ->
                  polls
                      .setEntry(id, entry, state(ExactJson.object(body)))
                      .map(each -> answer(http, ENTRY.draw(each)))
                      .orElse(() -> LiveErrors.NOT_FOUND.answer(http)));
        });
  }

  /// Whether it stands on the big screen, or would if another one did not stand there alone.
  private boolean hallSees(SessionId session, EntryId entry) {
    Snapshot snapshot = new Snapshots(store).of(List.of(session)).get(session);
    return snapshot != null
        && snapshot.viewOfHall().results()
        && snapshot.entries().stream()
            .filter(each -> each.id().equals(entry))
            .anyMatch(each -> each.state() == EntryState.SHOWN || each.state() == EntryState.LARGE);
  }

  private static EntryState state(JsonObject body) {
    only(body, "state", "large");
    Object large = body.getValue("large", false);
    if (!(large instanceof Boolean alone)) {
      throw new IllegalArgumentException("large must be true or false.");
    }
    if (EntryState.SHOWN.word().equals(body.getValue("state"))) {
      return alone ? EntryState.LARGE : EntryState.SHOWN;
    }
    if (EntryState.HIDDEN.word().equals(body.getValue("state"))) {
      if (alone) {
        throw new IllegalArgumentException("large goes with shown only.");
      }
      return EntryState.HIDDEN;
    }
    throw new IllegalArgumentException("state must be shown or hidden.");
  }

  void blocked(RoutingContext http, VoterId host) {
    inRoom(
        http,
        host,
        course ->
            answer(
                http,
                new JsonObject().put("words", new JsonArray(store.blockedWords(course).words()))));
  }

  void block(RoutingContext http, VoterId host, Buffer body) {
    inRoom(
        http,
        host,
        course ->
            judged(
                http,
                () -> {
                  store.setBlockedWords(course, words(ExactJson.object(body)));
                  return () -> {
                    var _ = http.response().setStatusCode(204).end();
                  };
                }));
  }

  private static BlockedWords words(JsonObject body) {
    only(body, "words");
    if (!(body.getValue("words") instanceof JsonArray given)) {
      throw new IllegalArgumentException("words must be a list of texts.");
    }
    List<String> problems = new ArrayList<>();
    List<String> words = new ArrayList<>();
    if (given.size() > BlockedWords.MOST) {
      problems.add("words: there are " + given.size() + ", and may be " + BlockedWords.MOST + ".");
    }
    for (int i = 0; i < Math.min(given.size(), BlockedWords.MOST); i++) {
      String word = word(given.getValue(i));
      if (word == null) {
        problems.add(
            "words["
                + i
                + "] must be a plain text of 1 to "
                + BlockedWords.LONGEST
                + " characters.");
      } else {
        words.add(word);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    return new BlockedWords(words.stream().distinct().toList());
  }

  private static @Nullable String word(@Nullable Object given) {
    return given instanceof String text
        ? Wording.normal(text)
            .filter(each -> !PlainText.looksEmpty(each))
            .filter(each -> Wording.length(each) <= BlockedWords.LONGEST)
            .orElse(null)
        : null;
  }

  private static void only(JsonObject body, String... members) {
    for (String each : body.fieldNames()) {
      if (!List.of(members).contains(each)) {
        throw new IllegalArgumentException(each + " is not known here.");
      }
    }
  }

  private void inRoom(RoutingContext http, VoterId host, Function<Long, Runnable> call) {
    long course = Arrival.id(http, "course");
    later.answer(
        http,
        () -> {
          Viewer viewer = audience.viewer(new AudienceRef.InCourse(course, null), host);
          if (viewer.manage()) {
            return call.apply(course);
          }
          boolean sees = viewer.view();
          return () -> (sees ? LiveErrors.DENIED : LiveErrors.NOT_FOUND).answer(http);
        });
  }

  private static Runnable judged(RoutingContext http, Supplier<Runnable> call) {
    try {
      return call.get();
    } catch (DecodeException e) {
      return () -> LiveErrors.BAD_REQUEST.answer(http, "The body must be a JSON object.");
    } catch (IllegalArgumentException e) {
      return () -> LiveErrors.INVALID.answer(http, String.valueOf(e.getMessage()));
    }
  }

  private static Runnable answer(RoutingContext http, JsonObject body) {
    return () -> {
      var _ =
          http.response()
              .putHeader("Content-Type", "application/json")
              .putHeader("Cache-Control", "no-store")
              .end(body.toBuffer());
    };
  }
}
