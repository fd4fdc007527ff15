package org.pollard.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.HdrHistogram.SynchronizedHistogram;

/// What a vote costs, without viewers and with them, with one node, two and three, on one
/// PostgreSQL: the same votes a second and the same viewers, evenly over the nodes, each voter at
/// one of them. What the nodes use of the processors while nothing happens is left out of both.
final class Nodes {

  private static final int MOST = 3;
  private static final double VOTES_A_SECOND = 600;
  private static final int VIEWERS = 300;
  private static final int CONNECTIONS = 32;
  private static final Duration WARMED_UP = Duration.ofSeconds(25);
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final int VOTERS = 36_000;

  /// A small heap with the simplest collector, as several of them share this machine.
  private static final String[] SMALL = {"-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"};

  private final Storage.Opened database;
  private final Stock stock;
  private final List<ServerProcess> nodes = new ArrayList<>();
  private final List<Load.Requests> votes = new ArrayList<>();

  /// When each vote was acknowledged, the first at 1; 0 when it was not yet.
  private final long[] acknowledged = new long[2 * VOTERS];

  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final SynchronizedHistogram delays =
      new SynchronizedHistogram(TimeUnit.MINUTES.toMicros(2), 3);

  /// What was used until a moment.
  private record Used(Duration cpu, long statements, long notifications, long nanos) {}

  private Nodes(Storage.Opened database, Stock stock) {
    this.database = database;
    this.stock = stock;
  }

  static void run(Path folder, Report report) throws Exception {
    for (int count = 1; count <= MOST; count++) {
      try (Storage.Opened database = Storage.postgresThatCounts(folder)) {
        execute(database, "CREATE EXTENSION pg_stat_statements");
        new Nodes(database, Stock.fill(database.url(), VOTERS + VIEWERS, 1))
            .measure(count, folder, report);
      }
    }
  }

  private void measure(int count, Path folder, Report report) throws Exception {
    try {
      for (int i = 0; i < count; i++) {
        Path own = folder.resolve("node" + count + "-" + i);
        nodes.add(ServerProcess.start(own, Map.of("POLLARD_DATABASE_URL", database.url()), SMALL));
        int part = VOTERS / count;
        votes.add(
            new Voters(
                    stock.with(
                        stock.sessions(), stock.students().subList(i * part, (i + 1) * part)))
                .live());
      }
      vote(WARMED_UP);
      double idle = idleCores();
      Used before = used();
      long votesBefore = counted.get();
      vote(MEASURED);
      Used after = used();
      double cast = counted.get() - votesBefore;
      double ofVotes = busy(before, after, idle);
      double seconds = (after.nanos() - before.nanos()) / 1e9;
      SequencedMap<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("votesPerSecond", cast / seconds);
      numbers.put("cpuMicrosPerVote", ofVotes / cast * 1e6);
      numbers.put("statementsPerVote", (after.statements() - before.statements()) / cast);
      numbers.put(
          "notificationsPerSecond", (after.notifications() - before.notifications()) / seconds);
      withViewers(idle, numbers);
      numbers.put("idleCoresPerNode", idle / count);
      report.add(count == 1 ? "1 node" : count + " nodes", numbers);
    } finally {
      nodes.forEach(ServerProcess::close);
    }
  }

  private void withViewers(double idle, SequencedMap<String, Double> numbers) throws Exception {
    List<Streams> streams = new ArrayList<>();
    try {
      for (ServerProcess node : nodes) {
        Streams opened = new Streams(node.base(), Streams.PEOPLE, this::came);
        streams.add(opened);
        opened.open(0, VIEWERS / nodes.size(), this::hello);
      }
      vote(MEASURED.dividedBy(2));
      delays.reset();
      Used before = used();
      long votesBefore = counted.get();
      long eventsBefore = events.get();
      vote(MEASURED);
      Used after = used();
      double updates = events.get() - eventsBefore;
      if (updates == 0) {
        throw new IllegalStateException("viewers were sent nothing");
      }
      numbers.put("updatesPerSecond", updates / ((after.nanos() - before.nanos()) / 1e9));
      numbers.put(
          "cpuMicrosPerVoteWithViewers",
          busy(before, after, idle) / (counted.get() - votesBefore) * 1e6);
      numbers.put(
          "statementsPerVoteWithViewers",
          (after.statements() - before.statements()) / (double) (counted.get() - votesBefore));
      numbers.put("ackToViewerP50Millis", delays.getValueAtPercentile(50) / 1e3);
      numbers.put("ackToViewerP99Millis", delays.getValueAtPercentile(99) / 1e3);
      streams.forEach(Streams::check);
    } finally {
      streams.forEach(Streams::close);
    }
  }

  /// Of those who do not vote: one person may not have as many streams.
  private byte[] hello(int viewer) {
    return Load.request(
        "GET",
        "/live/sessions/" + stock.sessions().getFirst() + "/events",
        stock.students().get(stock.students().size() - 1 - viewer),
        "",
        "");
  }

  /// At all nodes at once, each its part of the votes.
  private void vote(Duration time) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes.size())) {
      List<Future<?>> loads =
          IntStream.range(0, nodes.size())
              .<Future<?>>mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              new Load(nodes.get(i).base(), CONNECTIONS)
                                  .paced(
                                      votes.get(i),
                                      time,
                                      VOTES_A_SECOND / nodes.size(),
                                      this::answered)))
              .toList();
      for (Future<?> each : loads) {
        each.get();
      }
    }
  }

  private void answered(int status, long nanos) {
    if (status == 200) {
      acknowledged[(int) counted.incrementAndGet()] = nanos;
    }
  }

  /// Of the votes that a snapshot brought one is looked at, whichever node took it.
  private void came(long before, long now, long nanos) {
    events.incrementAndGet();
    long since = acknowledged[(int) ThreadLocalRandom.current().nextLong(before + 1, now + 1)];
    // Not acknowledged yet: the viewer was faster.
    long micros = since == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos - since));
    delays.recordValue(Math.min(micros, delays.getHighestTrackableValue()));
  }

  private double idleCores() throws Exception {
    TimeUnit.SECONDS.sleep(2);
    Used before = used();
    TimeUnit.SECONDS.sleep(6);
    Used after = used();
    return after.cpu().minus(before.cpu()).toNanos() / (double) (after.nanos() - before.nanos());
  }

  /// Seconds of the processors beyond what the nodes use anyway.
  private static double busy(Used before, Used after, double idle) {
    return after.cpu().minus(before.cpu()).toNanos() / 1e9
        - idle * (after.nanos() - before.nanos()) / 1e9;
  }

  private Used used() {
    Duration cpu = nodes.stream().map(ServerProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT coalesce(sum(calls), 0) AS statements,
                  coalesce(sum(calls) FILTER (WHERE query LIKE '%pg_notify(%'), 0) AS notifications
                FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'
                """)) {
      row.next();
      return new Used(
          cpu, row.getLong("statements"), row.getLong("notifications"), System.nanoTime());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Storage.Opened database, String sql) throws IOException {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
