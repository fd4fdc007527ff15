package org.pollard.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pollard.torture.Client.Reply;
import org.pollard.torture.Client.Request;

/// Makes polls, choices and sessions, asking again until there is an answer. Gives their ids; empty
/// when the lap was over first.
///
/// A lost answer may leave something that nobody knows of, which does no harm.
record Making(Scene scene, RandomGenerator random) {

  private static final long BEFORE_NEXT_TRY_MILLIS = 50;

  Optional<Long> poll() {
    return madeByCanvas("/api/v1/polls", "polls[][question]", "Which?");
  }

  /// A poll of another kind than the first: its id, and after it those of its items.
  Optional<List<Long>> poll(Sayings kind) {
    return made(Request.json("POST", "/live/polls", scene.hall.teacher(), kind.poll()), 201)
        .map(
            body -> {
              List<Long> ids = new ArrayList<>(List.of(Hall.json(body).get("id").asLong()));
              Hall.json(body).get("choices").forEach(each -> ids.add(each.get("id").asLong()));
              return ids;
            });
  }

  Optional<Long> choice(long poll) {
    return madeByCanvas(
        "/api/v1/polls/" + poll + "/poll_choices", "poll_choices[][text]", "Choice");
  }

  /// A closed one.
  Optional<Long> session(@Nullable Sayings kind, long poll, boolean anonymous) {
    return anonymous || kind != null ? live(poll, anonymous) : named(poll);
  }

  private Optional<Long> named(long poll) {
    return madeByCanvas(
        "/api/v1/polls/" + poll + "/poll_sessions",
        "poll_sessions[][course_id]",
        Long.toString(scene.hall.course()),
        "poll_sessions[][has_public_results]",
        Boolean.toString(random.nextBoolean()));
  }

  private Optional<Long> live(long poll, boolean anonymous) {
    scene.client.count(anonymous ? "anonymous sessions" : "named sessions of other kinds");
    String results = random.nextBoolean() ? "public" : "after_vote";
    String wish =
        "{\"course\":%d,\"anonymous\":%b,\"results\":\"%s\"}"
            .formatted(scene.hall.course(), anonymous, results);
    return made(
            Request.json("POST", "/live/polls/" + poll + "/sessions", scene.hall.teacher(), wish),
            201)
        .map(body -> Hall.json(body).get("session").asLong());
  }

  private Optional<Long> madeByCanvas(String path, String... form) {
    return made(Request.form("POST", path, scene.hall.teacher(), form), 200)
        .map(body -> Hall.json(body).elements().next().get(0).get("id").asLong());
  }

  private Optional<String> made(Request request, int success) {
    while (!scene.isOver()) {
      Reply reply = scene.client.send(scene.anyNode(random), request);
      if (reply instanceof Reply.Got(int status, String body)) {
        if (status == success) {
          return Optional.of(body);
        }
        if (status != 503) {
          scene.strange(request.path() + " got " + status + " " + body);
        }
      }
      scene.pause(BEFORE_NEXT_TRY_MILLIS);
    }
    return Optional.empty();
  }
}
