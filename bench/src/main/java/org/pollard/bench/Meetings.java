package org.pollard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Meetings of many client sockets in which everybody votes within two seconds: when the last one
/// sees the final counts, how long a vote waits for its answer, and what is sent for it.
final class Meetings {

  private static final List<Integer> SIZES = List.of(500, 1_000, 2_000);
  private static final Duration WITHIN = Duration.ofSeconds(2);

  /// What a meeting may be sent.
  private static final long BYTES_A_SECOND = 32L * 1024 * 1024;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOKEN = "bench-0000000000000000000000000000000000";
  private static final String ACCOUNT = "00000000000000000000000000000000";
  private static final String KIT = "/client/v4/accounts/" + ACCOUNT + "/realtime/kit";
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final int size;
  private final List<String> tokens = new ArrayList<>();
  private long sentBefore;
  private volatile Round round = new Round("", 0);

  /// A poll and what its voters have seen of it.
  private static final class Round {

    private final String poll;
    private final long[] sentAt;
    private final long[] finalAt;
    private final Histogram answers = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
    private final CountDownLatch left;

    Round(String poll, int sockets) {
      this.poll = poll;
      this.sentAt = new long[sockets];
      this.finalAt = new long[sockets];
      this.left = new CountDownLatch(sockets);
    }

    void came(int socket, KitFrame frame, long nanos) {
      if (!frame.poll().equals(poll)) {
        return;
      }
      if (frame.id().equals("v")) {
        answers.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos - sentAt[socket]));
      }
      if (frame.count() == finalAt.length && finalAt[socket] == 0) {
        finalAt[socket] = nanos;
        left.countDown();
      }
    }
  }

  private Meetings(URI base, int size) {
    this.base = base;
    this.size = size;
  }

  static void run(Path folder, Report report) throws Exception {
    Map<String, String> settings =
        Map.of("POLLARD_ADMIN_TOKEN", TOKEN, "POLLARD_ACCOUNT_ID", ACCOUNT);
    try (ServerProcess server = ServerProcess.start(folder, settings)) {
      for (int size : SIZES) {
        new Meetings(server.base(), size).measure(server, report);
      }
    }
  }

  private void measure(ServerProcess server, Report report) throws Exception {
    String app =
        KIT + "/" + post(KIT + "/apps", "{\"name\":\"Bench\"}").at("/data/app/id").asText();
    String meeting = post(app + "/meetings", "{}").at("/data/id").asText();
    String path = app + "/meetings/" + meeting;
    for (int i = 0; i < size; i++) {
      String body =
          """
          {"name": "Participant %d", "preset_name": "group_call_participant", "custom_participant_id": "p%d"}
          """
              .formatted(i, i);
      tokens.add(post(path + "/participants", body).at("/data/token").asText());
    }
    CountDownLatch joined = new CountDownLatch(size);
    try (KitSockets sockets =
        new KitSockets(
            (socket, frame, nanos) -> {
              if (frame.id().equals("j")) {
                joined.countDown();
              }
              round.came(socket, frame, nanos);
            })) {
      for (int i = 0; i < size; i++) {
        sockets.open(base, "roomID=" + meeting + "&peerID=p" + i + "&authToken=" + tokens.get(i));
        sockets.send(i, KitSockets.JOIN, "j", new byte[0]);
      }
      if (!joined.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(joined.getCount() + " have not joined");
      }
      // The first is for warming up.
      for (String kind : List.of("", "named", "hidden", "anonymous")) {
        String flags =
            switch (kind) {
              case "hidden" -> ", \"hide_votes\": true";
              case "anonymous" -> ", \"anonymous\": true";
              default -> "";
            };
        SequencedMap<String, Double> numbers = vote(sockets, server, path, flags);
        sockets.check();
        if (!kind.isEmpty()) {
          report.add(String.format(Locale.ROOT, "%,d sockets, %s", size, kind), numbers);
        }
      }
    }
  }

  private SequencedMap<String, Double> vote(
      KitSockets sockets, ServerProcess server, String path, String flags) throws Exception {
    String body = "{\"question\": \"Which?\", \"options\": [\"A\", \"B\"]" + flags + "}";
    String poll = post(path + "/active-session/poll", body).at("/data/poll/id").asText();
    Round now = new Round(poll, size);
    round = now;
    // What was sent for the poll before is paid for first: each is measured in a meeting at rest.
    TimeUnit.SECONDS.sleep(2 + sentBefore / BYTES_A_SECOND);
    ByteArrayOutputStream choice = new ByteArrayOutputStream();
    KitSockets.field(choice, 1, poll.getBytes(StandardCharsets.US_ASCII));
    long before = sockets.bytes();
    Duration cpu = server.cpu();
    long begin = System.nanoTime();
    long lastSent = begin;
    for (int i = 0; i < size; i++) {
      long due = begin + WITHIN.toNanos() * i / size;
      while (System.nanoTime() < due) {
        TimeUnit.NANOSECONDS.sleep(Math.max(1, due - System.nanoTime()));
      }
      lastSent = System.nanoTime();
      now.sentAt[i] = lastSent;
      sockets.send(i, KitSockets.VOTE, "v", choice.toByteArray());
    }
    if (!now.left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(now.left.getCount() + " do not see the final counts");
    }
    long last = Arrays.stream(now.finalAt).max().orElseThrow();
    long sent = sockets.bytes() - before;
    sentBefore = sent;
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("lastSeesFinalMillis", (last - lastSent) / 1e6);
    numbers.put("ackP50Millis", now.answers.getValueAtPercentile(50) / 1e3);
    numbers.put("ackP99Millis", now.answers.getValueAtPercentile(99) / 1e3);
    numbers.put("sentMegabytes", sent / 1e6);
    numbers.put("sentKilobytesAVote", sent / 1e3 / size);
    numbers.put("serverCpuSeconds", server.cpu().minus(cpu).toNanos() / 1e9);
    return numbers;
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + " answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }
}
