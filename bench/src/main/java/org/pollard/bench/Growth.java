package org.pollard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a vote, a snapshot and a restart cost when a session holds more and more votes: in the
/// store with voters in random order and in that of their joining, through HTTP in random order,
/// with voters whom the server knows and such as it has never seen.
final class Growth {

  private static final int[] SIZES = {1_000, 100_000, 1_000_000, 10_000_000};
  private static final int SMALL = 1_000;

  private static final int BATCH = 500;
  private static final int BATCHES = 40;

  /// How many small sessions stand for one, which would not stay small.
  private static final int SMALL_SESSIONS = BATCHES;

  /// How many of those are needed: for the store once in each order, and for known and for new
  /// voters over HTTP.
  private static final int TIMES_SMALL = Arrival.values().length + 2;

  /// Voters who vote over HTTP at each size, once as such whom the server knows, and as many once
  /// as such whom it has never seen.
  private static final int PEOPLE = SMALL_SESSIONS * BATCH;

  private static final int CONNECTIONS = 1_000;

  /// The sessions that grow are the first, one for each order; then one only to warm up with.
  private static final int FIRST_SMALL = Arrival.values().length + 1;

  /// Sessions in which they vote until the compilers are done.
  private static final int WARM_UPS = 150;

  private static final int STARTS = 3;
  private static final Duration TURN = Duration.ofSeconds(2);

  private final Storage.Opened database;
  private final Stock stock;
  private final int[] held = new int[Arrival.values().length];

  private Growth(Storage.Opened database) {
    this.database = database;
    int largest = SIZES[SIZES.length - 1] + SIZES.length * BATCH * BATCHES;
    this.stock =
        Stock.fill(
            database.url(),
            2 * PEOPLE * SIZES.length,
            FIRST_SMALL + TIMES_SMALL * SMALL_SESSIONS + WARM_UPS,
            i -> Store.scattered(largest + i));
  }

  static void run(Path folder, Report report) throws InterruptedException {
    try (Storage.Opened database = Storage.SQLITE.open(folder)) {
      Growth growth = new Growth(database);
      growth.prepare();
      // The first start after a build prepares the others.
      database.serveByScript(Path.of("")).close();
      for (int size : SIZES) {
        for (Arrival arrival : Arrival.values()) {
          SequencedMap<String, Double> numbers = growth.inStore(size, arrival);
          if (arrival == Arrival.RANDOM) {
            growth.serve(size, numbers);
          }
          report.add("%,d votes%s".formatted(size, arrival.words()), numbers);
        }
      }
      EachKind.run(database, growth.stock.course(), report);
    }
  }

  private void prepare() {
    try (Store store = new Store(database)) {
      for (int i = 0; i < 2 * BATCHES; i++) {
        store.castOnce(
            session(FIRST_SMALL - 1), stock.choices(), Arrival.RANDOM, i * BATCH, (i + 1) * BATCH);
      }
    }
    for (int i = 0; i < TIMES_SMALL; i++) {
      Arrival arrival = i == place(Arrival.AS_JOINED) ? Arrival.AS_JOINED : Arrival.RANDOM;
      for (long each : small(i)) {
        EarlierVotes.put(database, each, stock.choices(), arrival, 0, SMALL);
      }
    }
  }

  /// Casts further votes, in a small session each batch in one of its own.
  private SequencedMap<String, Double> inStore(int size, Arrival arrival) {
    int from = size;
    if (size > SMALL) {
      System.err.println("Growing to " + size + " votes" + arrival.words() + " …");
      EarlierVotes.put(
          database, session(place(arrival)), stock.choices(), arrival, held[place(arrival)], size);
      held[place(arrival)] = size + BATCHES * BATCH;
    }
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    try (Store store = new Store(database)) {
      long written = written();
      long start = System.nanoTime();
      for (int i = 0; i < BATCHES; i++) {
        if (size == SMALL) {
          long session = small(place(arrival)).get(i);
          store.castOnce(session, stock.choices(), arrival, SMALL, SMALL + BATCH);
        } else {
          long session = session(place(arrival));
          store.castOnce(session, stock.choices(), arrival, from, from + BATCH);
          from += BATCH;
        }
      }
      double votes = BATCH * BATCHES;
      numbers.put("storeMicrosPerVote", (System.nanoTime() - start) / 1e3 / votes);
      numbers.put("storeBytesWrittenPerVote", (written() - written) / votes);
    }
    return numbers;
  }

  /// What this process has written so far, in bytes; always 0 where the system does not say.
  private static long written() {
    String bytes = Machine.first("/proc/self/io", "wchar");
    return bytes.isEmpty() ? 0 : Long.parseLong(bytes);
  }

  /// Measures a server on what is there, kills it, and starts it again as an operator does.
  private void serve(int size, SequencedMap<String, Double> numbers) throws InterruptedException {
    int first = 2 * PEOPLE * Arrays.binarySearch(SIZES, size);
    List<String> known = stock.students().subList(first, first + PEOPLE);
    List<String> unknown = stock.students().subList(first + PEOPLE, first + 2 * PEOPLE);
    Load.Requests snapshot =
        _ -> Load.request("GET", "/live/sessions/" + session(0), stock.teacher(), "", "");
    // All snapshots are asked for by one voter, who would otherwise be held back.
    ServerProcess server = database.serve("-Dpollard.bench.calls=1000000000");
    LightLoad one = new LightLoad(server.base(), 1);
    LightLoad many = new LightLoad(server.base(), CONNECTIONS);
    Voters warmUps = new Voters(stock.with(last(WARM_UPS), known));
    Measured.warmUp(server, () -> many.closed(warmUps.live(), TURN));
    voting(server, many, votes(size, Arrival.values().length, known), "", numbers);
    voting(server, many, votes(size, Arrival.values().length + 1, unknown), "NeverSeen", numbers);
    var _ = many.closed(snapshot, TURN);
    SequencedMap<String, Double> reading = Measured.of(server, () -> one.closed(snapshot, TURN));
    numbers.put("snapshotP50Millis", reading.getOrDefault("p50Millis", 0.0));
    numbers.put("snapshotCpuMicros", reading.getOrDefault("serverCpuMicros", 0.0));
    server.kill();
    double[] starts = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      long start = System.nanoTime();
      ServerProcess again = database.serveByScript(Path.of(""));
      starts[i] = (System.nanoTime() - start) / 1e6;
      again.kill();
    }
    Arrays.sort(starts);
    numbers.put("restartMillis", starts[STARTS / 2]);
  }

  private static void voting(
      ServerProcess server,
      LightLoad many,
      Load.Requests votes,
      String whose,
      SequencedMap<String, Double> numbers) {
    SequencedMap<String, Double> voting = Measured.of(server, () -> many.closed(votes, TURN));
    numbers.put("votesPerSecond" + whose, voting.getOrDefault(Measured.PER_SECOND, 0.0));
    numbers.put("voteP99Millis" + whose, voting.getOrDefault("p99Millis", 0.0));
    numbers.put("voteCpuMicros" + whose, voting.getOrDefault("serverCpuMicros", 0.0));
  }

  /// A vote of each of these people: in the large session, or some in each of the small ones.
  private Load.Requests votes(int size, int small, List<String> people) {
    List<Voters> parts = new ArrayList<>();
    if (size == SMALL) {
      for (int i = 0; i < SMALL_SESSIONS; i++) {
        List<String> some = people.subList(i * BATCH, (i + 1) * BATCH);
        parts.add(new Voters(stock.with(List.of(small(small).get(i)), some)));
      }
    } else {
      parts.add(new Voters(stock.with(List.of(session(0)), people)));
    }
    Iterator<Load.Requests> rest = parts.stream().map(Voters::live).iterator();
    return new InTurn(rest)::next;
  }

  private static int place(Arrival arrival) {
    return List.of(Arrival.values()).indexOf(arrival);
  }

  private List<Long> small(int time) {
    int first = FIRST_SMALL + time * SMALL_SESSIONS;
    return stock.sessions().subList(first, first + SMALL_SESSIONS);
  }

  private List<Long> last(int count) {
    return stock.sessions().subList(stock.sessions().size() - count, stock.sessions().size());
  }

  private long session(int number) {
    return stock.sessions().get(number);
  }
}
