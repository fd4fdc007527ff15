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
/// one of them. Measured once the JVMs have nothing left to compile, or nearly; what their
/// compilers use all the same, and what the nodes use of the processors while nothing happens, is
/// told apart.
final class Nodes {

  private static final int MOST = 3;
  private static final double VOTES_A_SECOND = 1_200;
  private static final int VIEWERS = 300;
  private static final int CONNECTIONS = 32;
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  /// Votes are warmed up with in sessions of their own, as long as there are any, or until the
  /// compilers of a node use less of a core than this.
  private static final int SESSIONS_TO_WARM_UP = 3;

  private static final double QUIET = 0.03;
  private static final int VOTERS = 36_000;

  /// A small heap with the simplest collector, as several of them share this machine. A compiler's
  /// thread that ends would take the account of what it used with it.
  private static final String[] SMALL = {
    "-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UseDynamicNumberOfCompilerThreads"
  };

  private final Storage.Opened database;
  private final Stock stock;
  private final List<ServerProcess> nodes = new ArrayList<>();
  private final List<Load.Requests> warming = new ArrayList<>();
  private final List<Load.Requests> votes = new ArrayList<>();

  /// When each vote was acknowledged, the first at 1; 0 when it was not yet.
  private final long[] acknowledged = new long[2 * VOTERS];

  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final SynchronizedHistogram delays =
      new SynchronizedHistogram(TimeUnit.MINUTES.toMicros(2), 3);

  /// What was used until a moment.
  private record Used(
      Duration cpu, Duration compilers, long statements, long notifications, long nanos) {}

  private Nodes(Storage.Opened database, Stock stock) {
    this.database = database;
    this.stock = stock;
  }

  static void run(Path folder, Report report) throws Exception {
    for (int count = 1; count <= MOST; count++) {
      try (Storage.Opened database = Storage.postgresThatCounts(folder)) {
        execute(database, "CREATE EXTENSION pg_stat_statements");
        new Nodes(database, Stock.fill(database.url(), VOTERS + VIEWERS, 1 + SESSIONS_TO_WARM_UP))
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
        List<String> voters = stock.students().subList(i * part, (i + 1) * part);
        warming.add(new Voters(stock.with(sessionsToWarmUp(), voters)).live());
        votes.add(new Voters(stock.with(List.of(measured()), voters)).live());
      }
      int rounds = warmUp();
      double idle = idleCores();
      Used before = used();
      long votesBefore = counted.get();
      vote(MEASURED, votes, this::answered);
      Used after = used();
      double cast = counted.get() - votesBefore;
      double ofVotes = busy(before, after, idle);
      double seconds = (after.nanos() - before.nanos()) / 1e9;
      SequencedMap<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("votesPerSecond", cast / seconds);
      numbers.put("cpuMicrosPerVote", ofVotes / cast * 1e6);
      numbers.put("compilerMicrosPerVote", compiled(before, after) / cast * 1e6);
      numbers.put("statementsPerVote", (after.statements() - before.statements()) / cast);
      numbers.put(
          "notificationsPerSecond", (after.notifications() - before.notifications()) / seconds);
      withViewers(idle, ofVotes / cast, numbers);
      numbers.put("idleMillisPerSecondOfNode", idle / count * 1e3);
      numbers.put("warmedUpSeconds", (double) rounds * ROUND.toSeconds());
      report.add(count == 1 ? "1 node" : count + " nodes", numbers);
    } finally {
      nodes.forEach(ServerProcess::close);
    }
  }

  private long measured() {
    return stock.sessions().getFirst();
  }

  private List<Long> sessionsToWarmUp() {
    return stock.sessions().subList(1, 1 + SESSIONS_TO_WARM_UP);
  }

  /// With viewers, each of whom watches one of the sessions; gives how many rounds it took.
  private int warmUp() throws Exception {
    List<Streams> streams = new ArrayList<>();
    try {
      for (ServerProcess node : nodes) {
        Streams opened = new Streams(node.base(), Streams.PEOPLE, (_, _, _) -> {});
        streams.add(opened);
        opened.open(
            0,
            VIEWERS / nodes.size(),
            viewer -> hello(viewer, sessionsToWarmUp().get(viewer % SESSIONS_TO_WARM_UP)));
      }
      int most = (int) (VOTERS * SESSIONS_TO_WARM_UP / VOTES_A_SECOND / ROUND.toSeconds());
      for (int round = 1; round < most; round++) {
        Used before = used();
        vote(ROUND, warming, (_, _) -> {});
        if (compiled(before, used()) < QUIET * nodes.size() * ROUND.toSeconds()) {
          return round;
        }
      }
      return most;
    } finally {
      streams.forEach(Streams::close);
    }
  }

  /// @param ofVote seconds of the processors that a vote takes without viewers
  private void withViewers(double idle, double ofVote, SequencedMap<String, Double> numbers)
      throws Exception {
    List<Streams> streams = new ArrayList<>();
    try {
      for (ServerProcess node : nodes) {
        Streams opened = new Streams(node.base(), Streams.PEOPLE, this::came);
        streams.add(opened);
        opened.open(0, VIEWERS / nodes.size(), viewer -> hello(viewer, measured()));
      }
      vote(ROUND, votes, this::answered);
      delays.reset();
      Used before = used();
      long votesBefore = counted.get();
      long eventsBefore = events.get();
      vote(MEASURED, votes, this::answered);
      Used after = used();
      double updates = events.get() - eventsBefore;
      if (updates == 0) {
        throw new IllegalStateException("viewers were sent nothing");
      }
      numbers.put("updatesPerSecond", updates / ((after.nanos() - before.nanos()) / 1e9));
      double cast = counted.get() - votesBefore;
      double busy = busy(before, after, idle);
      numbers.put("cpuMicrosPerVoteWithViewers", busy / cast * 1e6);
      numbers.put("cpuMicrosPerUpdate", (busy - cast * ofVote) / updates * 1e6);
      numbers.put(
          "statementsPerVoteWithViewers", (after.statements() - before.statements()) / cast);
      numbers.put("ackToViewerP50Millis", delays.getValueAtPercentile(50) / 1e3);
      numbers.put("ackToViewerP99Millis", delays.getValueAtPercentile(99) / 1e3);
      streams.forEach(Streams::check);
    } finally {
      streams.forEach(Streams::close);
    }
  }

  /// Of those who do not vote: one person may not have as many streams.
  private byte[] hello(int viewer, long session) {
    return Load.request(
        "GET",
        "/live/sessions/" + session + "/events",
        stock.students().get(stock.students().size() - 1 - viewer),
        "",
        "");
  }

  /// At all nodes at once, each its part of the votes.
  private void vote(Duration time, List<Load.Requests> cast, Load.Listener listener)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes.size())) {
      List<Future<?>> loads =
          IntStream.range(0, nodes.size())
              .<Future<?>>mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              new Load(nodes.get(i).base(), CONNECTIONS)
                                  .paced(
                                      cast.get(i), time, VOTES_A_SECOND / nodes.size(), listener)))
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
    double seconds = (after.nanos() - before.nanos()) / 1e9;
    return busy(before, after, 0) / seconds;
  }

  /// Seconds of the processors beyond what the nodes use anyway, without their compilers.
  private static double busy(Used before, Used after, double idle) {
    return after.cpu().minus(before.cpu()).toNanos() / 1e9
        - compiled(before, after)
        - idle * (after.nanos() - before.nanos()) / 1e9;
  }

  private static double compiled(Used before, Used after) {
    return after.compilers().minus(before.compilers()).toNanos() / 1e9;
  }

  private Used used() {
    Duration cpu = nodes.stream().map(ServerProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    Duration compilers =
        nodes.stream().map(ServerProcess::compilers).reduce(Duration.ZERO, Duration::plus);
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
          cpu,
          compilers,
          row.getLong("statements"),
          row.getLong("notifications"),
          System.nanoTime());
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
