package org.pollard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// A wall of texts: 2,000 viewers follow one session in which a host has approved 20 texts, then
/// 200, while more come in, each of which is news for all.
final class Wall {

  private static final int VIEWERS = 2_000;
  private static final int[] APPROVED = {20, 200};
  private static final int TEXTS_A_SECOND = 20;
  private static final int CONNECTIONS = 20;
  private static final int WRITERS = 10_000;

  private static final Duration WARMED_UP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  private static final String TEXT =
      "Why is redshift no Doppler shift, and how far away is what we see of it? Number ";

  private static final JsonMapper JSON = new JsonMapper();

  private final ServerProcess server;
  private final Stock stock;
  private final HttpClient http = HttpClient.newHttpClient();

  /// When each text was acknowledged, the first at 1; 0 when it was not yet.
  private final long[] acknowledged = new long[WRITERS + 1];

  private final AtomicLong written = new AtomicLong();
  private final AtomicLong events = new AtomicLong();

  /// In microseconds; replaced for each measurement.
  private volatile Histogram latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);

  private int next;

  private Wall(ServerProcess server, Stock stock) {
    this.server = server;
    this.stock = stock;
  }

  static void run(Path folder, Report report) throws IOException {
    try (Storage.Opened database = Storage.SQLITE.open(folder)) {
      Stock stock = Stock.fill(database.url(), VIEWERS + WRITERS, 1);
      try (ServerProcess server = database.serve()) {
        new Wall(server, stock).measure(report);
      }
    }
  }

  private void measure(Report report) throws IOException {
    String poll =
        "{\"question\":\"What was unclear?\",\"kind\":\"text\",\"settings\":{\"approve\":true}}";
    long asked = sent("POST", "/live/polls", poll).get("id").asLong();
    String wish =
        "{\"course\":%d,\"anonymous\":true,\"results\":\"public\",\"open\":true}"
            .formatted(stock.course());
    String session =
        "/live/sessions/"
            + sent("POST", "/live/polls/" + asked + "/sessions", wish).get("session").asLong();
    try (Streams streams = new Streams(server.base(), Streams.PEOPLE, this::came)) {
      for (int approved : APPROVED) {
        fill(session, approved);
        if (approved == APPROVED[0]) {
          streams.open(
              0,
              VIEWERS,
              i -> Load.request("GET", session + "/events", stock.students().get(i), "", ""));
        }
        write(session, WARMED_UP);
        latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
        long eventsBefore = events.get();
        long bytesBefore = streams.bytes();
        Duration cpuBefore = server.cpu();
        Load.Result result = write(session, MEASURED);
        double seconds = result.took().toNanos() / 1e9;
        Histogram measured = latencies;
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("eventsPerSecond", (events.get() - eventsBefore) / seconds);
        numbers.put("mibPerSecond", (streams.bytes() - bytesBefore) / seconds / (1 << 20));
        numbers.put("ackToViewerP50Millis", measured.getValueAtPercentile(50) / 1e3);
        numbers.put("ackToViewerP99Millis", measured.getValueAtPercentile(99) / 1e3);
        numbers.put("textsPerSecond", result.perSecond());
        numbers.put("textP99Millis", result.percentileMillis(99));
        numbers.put("serverCores", server.cpu().minus(cpuBefore).toNanos() / 1e9 / seconds);
        report.add("%,d viewers, %d texts".formatted(VIEWERS, approved), numbers);
        streams.check();
      }
    }
  }

  /// Has so many texts stand on the wall.
  private void fill(String session, int approved) {
    JsonNode texts = sent("GET", session, "").get("texts");
    long there = texts.valueStream().filter(each -> isIn(each, "shown")).count();
    write(session, Duration.ofSeconds(approved - there).dividedBy(TEXTS_A_SECOND));
    sent("GET", session, "")
        .get("texts")
        .valueStream()
        .filter(each -> isIn(each, "pending"))
        .limit(approved - there)
        .forEach(
            each ->
                sent(
                    "PATCH",
                    session + "/entries/" + each.get("id").asLong(),
                    "{\"state\":\"shown\"}"));
  }

  private static boolean isIn(JsonNode entry, String state) {
    return entry.get("state").asText().equals(state);
  }

  private Load.Result write(String session, Duration time) {
    return new Load(server.base(), CONNECTIONS)
        .paced(
            _ ->
                Load.request(
                    "PUT",
                    session + "/vote",
                    stock.students().get(VIEWERS + next),
                    Voters.JSON,
                    "{\"text\": \"" + TEXT + next++ + "\"}"),
            time,
            TEXTS_A_SECOND,
            (_, nanos) -> acknowledged[(int) written.incrementAndGet()] = nanos);
  }

  /// Of the texts that a snapshot brought one is looked at, any of them.
  private void came(long before, long now, long nanos) {
    events.incrementAndGet();
    long one = ThreadLocalRandom.current().nextLong(before + 1, now + 1);
    long since = acknowledged[(int) one];
    // Not acknowledged yet: the viewer was faster.
    long micros = since == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos - since));
    latencies.recordValue(Math.min(micros, latencies.getHighestTrackableValue()));
  }

  private JsonNode sent(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve(path))
            .header("Authorization", "Bearer " + stock.teacher())
            .header("Content-Type", Voters.JSON)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(method + " " + path + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
