package org.pollard.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/// Event streams while votes come: events delivered a second, the time from the acknowledgement of
/// a vote to a viewer, and the memory of a viewer; beside it a plain broadcast over web sockets.
final class Viewers {

  private static final int[] COUNTS = {1_000, 5_000, 10_000};
  private static final int VOTES_A_SECOND = 2_000;

  /// As many as a slow disk may keep waiting at this pace.
  private static final int CONNECTIONS = 500;

  /// Two processors that are busy leave the compiler of the JVM little time.
  private static final Duration WARMED_UP = Duration.ofSeconds(30);

  private static final Duration SETTLED = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(8);
  private static final int MOST_VOTES = 2_000_000;

  /// Enough for all votes, and for viewers who do not vote.
  private static final int STUDENTS = 130_000;

  /// A heap of one size and in memory from the start, so that what grows with viewers is theirs.
  private static final String[] FIXED_HEAP = {"-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch"};

  /// When each vote was acknowledged, the first at 1; 0 when it was not yet.
  private final long[] acknowledged = new long[MOST_VOTES];

  private final AtomicLong votes = new AtomicLong();
  private final AtomicLong events = new AtomicLong();

  /// In microseconds; replaced for each measurement.
  private volatile Histogram latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);

  private Viewers() {}

  static void run(Path folder, Report report) throws IOException {
    try (Storage.Opened database = Storage.SQLITE.open(folder)) {
      Stock stock = Stock.fill(database.url(), STUDENTS, 1);
      try (ServerProcess server = database.serve(FIXED_HEAP)) {
        List<String> tokens = stock.students();
        new Viewers()
            .measure(
                "Pollard",
                server,
                new Voters(stock).live(),
                i ->
                    Load.request(
                        "GET",
                        "/live/sessions/" + stock.sessions().getFirst() + "/events",
                        tokens.get(tokens.size() - 1 - i),
                        "",
                        ""),
                Streams.PEOPLE,
                Memory.ofJvm(server),
                report);
      }
    }
    var plain = ServerProcess.node("broadcast.js", Map.of());
    if (plain.isPresent()) {
      try (ServerProcess server = plain.get()) {
        byte[] vote = Load.request("PUT", "/", "-", Voters.JSON, "{\"choice\": 1}");
        new Viewers()
            .measure(
                "Node and ws",
                server,
                _ -> vote,
                _ -> upgrade(),
                Streams.VOTES,
                server::residentKib,
                report);
      }
    }
  }

  private static byte[] upgrade() {
    return """
        GET / HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void measure(
      String name,
      ServerProcess server,
      Load.Requests requests,
      IntFunction<byte[]> hello,
      String beforeSum,
      Memory memory,
      Report report)
      throws IOException {
    try (Streams streams = new Streams(server.base(), beforeSum, this::came)) {
      Load load = new Load(server.base(), CONNECTIONS);
      vote(load, requests, SETTLED);
      long empty = memory.usedKib();
      int open = 0;
      for (int count : COUNTS) {
        System.err.println(name + " with " + count + " viewers …");
        streams.open(open, count, hello);
        vote(load, requests, open == 0 ? WARMED_UP : SETTLED);
        open = count;
        latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
        long eventsBefore = events.get();
        Duration cpuBefore = server.cpu();
        Load.Result result = vote(load, requests, MEASURED);
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        double seconds = result.took().toNanos() / 1e9;
        Histogram measured = latencies;
        numbers.put("eventsPerSecond", (events.get() - eventsBefore) / seconds);
        numbers.put("ackToViewerP50Millis", measured.getValueAtPercentile(50) / 1e3);
        numbers.put("ackToViewerP99Millis", measured.getValueAtPercentile(99) / 1e3);
        numbers.put("votesPerSecond", result.perSecond());
        numbers.put("voteP99Millis", result.percentileMillis(99));
        numbers.put("serverCores", server.cpu().minus(cpuBefore).toNanos() / 1e9 / seconds);
        numbers.put("kibAViewer", (memory.usedKib() - empty) / (double) count);
        report.add(name + ", " + count + " viewers", numbers);
        streams.check();
      }
    }
  }

  private Load.Result vote(Load load, Load.Requests requests, Duration time) {
    return load.paced(
        requests,
        time,
        VOTES_A_SECOND,
        (_, nanos) -> acknowledged[(int) votes.incrementAndGet()] = nanos);
  }

  /// Of the votes that a snapshot brought one is looked at, any of them.
  private void came(long before, long now, long nanos) {
    events.incrementAndGet();
    long one = ThreadLocalRandom.current().nextLong(before + 1, now + 1);
    long since = acknowledged[(int) one];
    // Not acknowledged yet: the viewer was faster.
    long micros = since == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos - since));
    latencies.recordValue(Math.min(micros, latencies.getHighestTrackableValue()));
  }
}
