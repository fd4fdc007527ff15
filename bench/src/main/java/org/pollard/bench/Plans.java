package org.pollard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `bin/bench plans`: from what was measured to the machines that so many voters in a minute take.
/// Nothing is measured here; what is assumed stands in the constants. Immutable.
///
/// @param votesOfOneNode acknowledged votes a second with PostgreSQL on the machine of the
///   measurement, which the client, the server and the database share
/// @param coresAVote cores that a vote a second takes in a node, of voters who are seen first
/// @param coresAnEvent cores that an event a second to a viewer takes
/// @param kibAViewer memory of an open stream
record Plans(double votesOfOneNode, double coresAVote, double coresAnEvent, double kibAViewer) {

  static final List<Long> VOTERS = List.of(500L, 10_000L, 100_000L, 10_000_000L);

  /// People do not spread over a minute: half of them answer within the first ten seconds.
  private static final double PEAK_SHARE = 0.5;

  private static final double PEAK_SECONDS = 10;

  /// What a viewer is sent at least while votes come in; up to ten a second where there is room.
  private static final double EVENTS_A_VIEWER = 2;

  private static final double HEADROOM = 0.6;
  private static final int CORES_OF_NODE = 8;
  private static final int STREAMS_OF_NODE = 50_000;

  /// One PostgreSQL writes what several nodes bring until its own cores or its disk are busy. That
  /// was not measured beyond one machine, so no more is assumed than three times what one node got.
  private static final double NODES_OF_ONE_DATABASE = 3;

  /// What one plan takes.
  record Plan(
      long voters,
      double peakVotes,
      double cores,
      long nodes,
      double gibibytes,
      long databases,
      boolean cache,
      String first) {}

  static Plans of(Path results) throws IOException {
    JsonNode votes = rows(results.resolve("votes.json"));
    JsonNode viewers = rows(results.resolve("viewers.json"));
    JsonNode vote = row(votes, "live, first sight, PostgreSQL, 1000 connections");
    JsonNode view = row(viewers, "Pollard, 10000 viewers");
    double coresAVote = vote.get("serverCpuMicros").asDouble() / 1e6;
    double forViewers =
        view.get("serverCores").asDouble() - coresAVote * view.get("votesPerSecond").asDouble();
    return new Plans(
        vote.get("perSecond").asDouble(),
        coresAVote,
        forViewers / view.get("eventsPerSecond").asDouble(),
        view.get("kibAViewer").asDouble());
  }

  private static JsonNode rows(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(file)).get("rows");
  }

  private static JsonNode row(JsonNode rows, String what) {
    for (JsonNode each : rows) {
      if (each.get("what").asText().equals(what)) {
        return each;
      }
    }
    throw new IllegalStateException("the results have no row " + what);
  }

  Plan of(long voters) {
    double peak = voters * PEAK_SHARE / PEAK_SECONDS;
    boolean cache = voters > STREAMS_OF_NODE;
    double streams = cache ? 0 : voters;
    double cores = (peak * coresAVote + streams * EVENTS_A_VIEWER * coresAnEvent) / HEADROOM;
    long forStreams = (long) Math.ceil(streams / STREAMS_OF_NODE);
    // One is enough for the work, a second for the loss of one.
    long nodes = 1 + Math.max(forStreams, (long) Math.ceil(cores / CORES_OF_NODE));
    double ofDatabase = votesOfOneNode * NODES_OF_ONE_DATABASE;
    long databases = (long) Math.ceil(peak / ofDatabase);
    return new Plan(
        voters,
        peak,
        cores,
        nodes,
        streams * kibAViewer / 1024 / 1024 + 0.5 * nodes,
        databases,
        cache,
        first(databases, cache));
  }

  private static String first(long databases, boolean cache) {
    if (databases > 1) {
      return "writing to one PostgreSQL";
    }
    return cache ? "streams of the nodes" : "nothing here; the room's Wi-Fi";
  }

  /// As it stands in docs/scale.md.
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| voters in a minute | votes a second at the peak | cores of the nodes | nodes of 8 cores, one of them spare | memory of the nodes | PostgreSQL | what people see comes from | what breaks first |");
    lines.add("|---|---|---|---|---|---|---|---|");
    for (long voters : VOTERS) {
      Plan plan = of(voters);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %,d | %,.0f | %.1f | %d | %.1f GiB | %s | %s | %s |",
              plan.voters(),
              plan.peakVotes(),
              plan.cores(),
              plan.nodes(),
              plan.gibibytes(),
              plan.databases() == 1
                  ? "one primary, one or two standbys"
                  : "%d that share the sessions".formatted(plan.databases()),
              plan.cache() ? "a cache" : "streams",
              plan.first()));
    }
    return lines;
  }
}
