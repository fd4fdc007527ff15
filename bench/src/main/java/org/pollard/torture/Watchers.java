package org.pollard.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pollard.torture.Client.Reply;
import org.pollard.torture.Client.Request;
import org.pollard.torture.History.Seen;
import org.pollard.torture.Scene.Asked;

/// Those who look: at snapshots one by one, and at streams of them, as teacher or as student.
final class Watchers {

  private static final long BETWEEN_SNAPSHOTS_MILLIS = 15;
  private static final long LONGEST_STREAM_MILLIS = 3_000;

  /// Smaller numbers are those who ask.
  private static final int FIRST_STREAM = 1_000;

  private final Scene scene;
  private final AtomicInteger streams = new AtomicInteger(FIRST_STREAM);

  Watchers(Scene scene) {
    this.scene = scene;
  }

  /// Asks for one snapshot after the other.
  void ask(int reader, RandomGenerator random) {
    while (!scene.isOver()) {
      scene.pause(BETWEEN_SNAPSHOTS_MILLIS);
      Optional<Asked> asked = scene.anyAsked(random);
      if (asked.isEmpty()) {
        continue;
      }
      long began = System.nanoTime();
      Reply reply =
          scene.client.send(
              scene.anyNode(random),
              Request.get("/live/sessions/" + asked.get().session(), viewer(random)));
      if (reply instanceof Reply.Got(int status, String body)) {
        if (status == 200) {
          see(reader, body, began);
        } else if (status != 404 && status != 429 && status != 503) {
          scene.strange("a snapshot got " + status + " " + body);
        }
      }
    }
  }

  /// Opens one stream after the other and reads each for a while.
  void follow(RandomGenerator random) {
    while (!scene.isOver()) {
      Optional<Asked> asked = scene.anyAsked(random);
      Optional<URI> base = scene.anyNode(random).base();
      if (asked.isEmpty() || base.isEmpty()) {
        scene.pause(BETWEEN_SNAPSHOTS_MILLIS);
        continue;
      }
      HttpRequest request =
          HttpRequest.newBuilder(
                  base.get().resolve("/live/sessions/" + asked.get().session() + "/events"))
              .timeout(Client.PATIENCE)
              .header("Authorization", "Bearer " + viewer(random))
              .build();
      // Each is a reader of its own: of one that was hung up, something may still be under way.
      Stream stream = new Stream(streams.incrementAndGet());
      scene.client.stream(request, stream);
      stream.end(random.nextLong(LONGEST_STREAM_MILLIS));
    }
  }

  /// Reads one stream until it is hung up, here or by a server that is no more.
  private final class Stream implements Flow.Subscriber<String> {

    private final int reader;
    private final long began = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Flow.@Nullable Subscription subscription;
    private boolean hungUp;
    private boolean snapshot;

    Stream(int reader) {
      this.reader = reader;
    }

    /// After so long, or earlier when it ended by itself or the lap is over.
    void end(long millis) {
      for (long left = millis; left > 0 && ended.getCount() > 0 && !scene.isOver(); left -= 50) {
        scene.pause(50);
      }
      hangUp();
    }

    private synchronized void hangUp() {
      hungUp = true;
      if (subscription != null) {
        subscription.cancel();
      }
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription begun) {
      scene.client.count("streams");
      if (hungUp) {
        begun.cancel();
        return;
      }
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.startsWith("event: ")) {
        snapshot = line.equals("event: snapshot");
      } else if (snapshot && line.startsWith("data: ")) {
        scene.client.count("snapshots in streams");
        see(reader, line.substring("data: ".length()), began);
      }
    }

    @Override
    public void onError(Throwable broken) {
      ended.countDown();
    }

    @Override
    public void onComplete() {
      ended.countDown();
    }
  }

  private void see(int reader, String body, long began) {
    JsonNode json = Hall.json(body);
    boolean shown = json.get("results").asText().equals("shown");
    scene.recorder.add(
        new Seen(
            reader,
            json.get("session").asLong(),
            shown,
            json.get("version").asLong(),
            shown ? json.get("people").asLong() : 0,
            began,
            System.nanoTime()));
  }

  /// The teacher's budget of calls is for leading the polls as well.
  private String viewer(RandomGenerator random) {
    return random.nextInt(8) == 0
        ? scene.hall.teacher()
        : scene.hall.voters().get(random.nextInt(scene.hall.voters().size())).token();
  }
}
