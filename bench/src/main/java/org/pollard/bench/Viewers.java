package org.pollard.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/// Event streams of a room while votes come: events delivered a second, the time from the
/// acknowledgement of a vote to a viewer, and the memory of a viewer; beside it two plain
/// broadcasts, over web sockets from Node and by a program in C, which is the limit of the machine.
final class Viewers {

  private static final int[] COUNTS = {1_000, 5_000, 10_000};
  private static final int TO_WARM_UP = 5_000;
  private static final int VOTES_A_SECOND = 2_000;

  /// As many as a slow disk may keep waiting at this pace.
  private static final int CONNECTIONS = 500;

  /// Until the compilers of the JVM rest, to whom two processors that are busy leave little time.
  private static final Duration WARMED_UP = Duration.ofSeconds(40);

  private static final Duration SETTLED = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(8);

  /// Enough for all votes, and for viewers who do not vote.
  private static final int STUDENTS = 180_000;

  /// A heap of one size and in memory from the start, so that what grows with viewers is theirs.
  private static final String[] FIXED_HEAP = {"-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch"};

  private Viewers() {}

  static void run(Path folder, Report report) throws IOException {
    if (!LightViewers.areThere()) {
      System.err.println("viewers: left out, since there is no C compiler (cc)");
      return;
    }
    try (Storage.Opened database = Storage.SQLITE.open(folder)) {
      Stock stock = Stock.fill(database.url(), STUDENTS, 1);
      stock.present(database.url());
      try (ServerProcess server = database.serve(FIXED_HEAP)) {
        List<String> tokens = stock.students();
        measure(
            "Pollard",
            server,
            new Voters(stock).live(),
            i ->
                Load.request(
                    "GET",
                    "/live/rooms/" + stock.course() + "/events",
                    tokens.get(tokens.size() - 1 - i),
                    "",
                    ""),
            Streams.PEOPLE,
            Memory.ofJvm(server),
            report);
      }
    }
    byte[] vote = Load.request("PUT", "/", "-", Voters.JSON, "{\"choice\": 1}");
    var node = ServerProcess.node("broadcast.js", Map.of());
    if (node.isPresent()) {
      try (ServerProcess server = node.get()) {
        measure(
            "Node and ws",
            server,
            _ -> vote,
            _ -> upgrade(),
            Streams.VOTES,
            server::residentKib,
            report);
      }
    }
    try (ServerProcess server = ServerProcess.program("broadcast").orElseThrow()) {
      byte[] watch = Load.request("GET", "/", "-", "", "");
      measure("C", server, _ -> vote, _ -> watch, Streams.PEOPLE, server::residentKib, report);
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

  private static void measure(
      String name,
      ServerProcess server,
      Load.Requests requests,
      IntFunction<byte[]> hello,
      String beforeSum,
      Memory memory,
      Report report)
      throws IOException {
    run(server, TO_WARM_UP, WARMED_UP, Duration.ZERO, beforeSum, hello, requests).close();
    long empty = memory.usedKib();
    for (int count : COUNTS) {
      System.err.println(name + " with " + count + " viewers …");
      try (var viewers = run(server, count, SETTLED, MEASURED, beforeSum, hello, requests)) {
        Duration cpuBefore = server.cpu();
        Duration clientBefore = viewers.cpu();
        LightViewers.Seen seen = viewers.seen();
        double seconds = seen.took().toNanos() / 1e9;
        double cpu = server.cpu().minus(cpuBefore).toNanos() / 1e9;
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("eventsPerSecond", seen.perSecond(seen.events()));
        numbers.put("ackToViewerP50Millis", seen.p50Micros() / 1e3);
        numbers.put("ackToViewerP99Millis", seen.p99Micros() / 1e3);
        numbers.put("votesPerSecond", seen.perSecond(seen.votes()));
        numbers.put("voteP99Millis", seen.voteP99Micros() / 1e3);
        numbers.put("serverCores", cpu / seconds);
        numbers.put("cpuMicrosPerEvent", cpu * 1e6 / Math.max(1, seen.events()));
        numbers.put("clientCores", viewers.cpu().minus(clientBefore).toNanos() / 1e9 / seconds);
        numbers.put("kibAViewer", (memory.usedKib() - empty) / (double) count);
        report.add(name + ", " + count + " viewers", numbers);
      }
    }
  }

  /// Opens the streams and waits until the measurement begins.
  private static LightViewers run(
      ServerProcess server,
      int count,
      Duration warm,
      Duration measured,
      String beforeSum,
      IntFunction<byte[]> hello,
      Load.Requests requests)
      throws IOException {
    var plan = new LightViewers.Plan(count, warm, measured, CONNECTIONS, VOTES_A_SECOND);
    var viewers = new LightViewers(server.base(), plan, beforeSum, hello, requests);
    viewers.begun();
    return viewers;
  }
}
