package org.pollard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a vote, a snapshot and a restart cost when a session holds more and more votes, whose
/// voters came in random order.
final class Growth {

  private static final int[] SIZES = {1_000, 100_000, 1_000_000, 10_000_000};

  /// How many small sessions stand for one, which would not stay small.
  private static final int SMALL_SESSIONS = 100;

  private static final int SMALL = 1_000;

  /// The session that grows is the first, the next is only to warm up with.
  private static final int FIRST_SMALL = 2;

  private static final int BATCH = 500;
  private static final int BATCHES = 40;

  /// Voters who vote over HTTP; their numbers follow those of the votes that are there.
  private static final int PEOPLE = 100_000;

  /// Sessions in which they vote until the compilers are done.
  private static final int WARM_UPS = 40;

  private static final int STARTS = 3;
  private static final Duration TURN = Duration.ofSeconds(2);

  private final Storage.Opened database;
  private final Stock stock;
  private final Voters warmUps;
  private int held;

  private Growth(Storage.Opened database) {
    this.database = database;
    int largest = SIZES[SIZES.length - 1] + 2 * BATCH * BATCHES;
    this.stock =
        Stock.fill(
            database.url(),
            PEOPLE,
            FIRST_SMALL + 2 * SMALL_SESSIONS + WARM_UPS,
            i -> Store.scattered(largest + i));
    this.warmUps = new Voters(stock.with(last(WARM_UPS), stock.students()));
  }

  static void run(Path folder, Report report) throws InterruptedException {
    try (Storage.Opened database = Storage.SQLITE.open(folder)) {
      Growth growth = new Growth(database);
      growth.warmUp();
      // The first start after a build prepares the others.
      database.serveByScript().close();
      for (int size : SIZES) {
        report.add(
            "%,d votes".formatted(size), size == SMALL ? growth.small() : growth.large(size));
      }
      EachKind.run(database, growth.stock.course(), report);
    }
  }

  private void warmUp() {
    try (Store store = new Store(database)) {
      for (int i = 0; i < 2 * BATCHES; i++) {
        store.castOnce(session(1), stock.choices(), i * BATCH, (i + 1) * BATCH);
      }
    }
  }

  private SequencedMap<String, Double> small() throws InterruptedException {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    try (Store store = new Store(database)) {
      for (int i = 0; i < 2 * SMALL_SESSIONS; i++) {
        store.cast(session(FIRST_SMALL + i), stock.choices(), 0, SMALL);
      }
      long start = System.nanoTime();
      for (int i = 0; i < BATCHES; i++) {
        store.castOnce(session(FIRST_SMALL + i), stock.choices(), SMALL, SMALL + BATCH);
      }
      numbers.put("storeMicrosPerVote", (System.nanoTime() - start) / 1e3 / (BATCH * BATCHES));
    }
    List<Long> others =
        stock.sessions().subList(FIRST_SMALL + SMALL_SESSIONS, FIRST_SMALL + 2 * SMALL_SESSIONS);
    Stock few = stock.with(others, stock.students().subList(0, SMALL));
    serve(numbers, new Voters(few), session(FIRST_SMALL));
    return numbers;
  }

  private SequencedMap<String, Double> large(int size) throws InterruptedException {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    try (Store store = new Store(database)) {
      System.err.println("Growing to " + size + " votes …");
      store.cast(session(0), stock.choices(), held, size);
      held = size;
      long start = System.nanoTime();
      for (int i = 0; i < BATCHES; i++) {
        store.castOnce(session(0), stock.choices(), held, held + BATCH);
        held += BATCH;
      }
      numbers.put("storeMicrosPerVote", (System.nanoTime() - start) / 1e3 / (BATCH * BATCHES));
    }
    int share = PEOPLE / SIZES.length;
    int from = share * Arrays.binarySearch(SIZES, size);
    Stock some = stock.with(List.of(session(0)), stock.students().subList(from, from + share));
    serve(numbers, new Voters(some), session(0));
    return numbers;
  }

  /// Measures a server on what is there, kills it, and starts it again as an operator does.
  private void serve(SequencedMap<String, Double> numbers, Voters voters, long session)
      throws InterruptedException {
    Load.Requests snapshot =
        _ -> Load.request("GET", "/live/sessions/" + session, stock.teacher(), "", "");
    // All snapshots are asked for by one voter, who would otherwise be held back.
    ServerProcess server = database.serve("-Dpollard.bench.calls=1000000000");
    LightLoad one = new LightLoad(server.base(), 1);
    LightLoad many = new LightLoad(server.base(), 64);
    Measured.warmUp(server, () -> many.closed(warmUps.live(), TURN));
    SequencedMap<String, Double> voting =
        Measured.of(server, () -> many.closed(voters.live(), TURN));
    numbers.put("votesPerSecond", voting.getOrDefault(Measured.PER_SECOND, 0.0));
    numbers.put("voteCpuMicros", voting.getOrDefault("serverCpuMicros", 0.0));
    var _ = many.closed(snapshot, TURN);
    SequencedMap<String, Double> reading = Measured.of(server, () -> one.closed(snapshot, TURN));
    numbers.put("snapshotP50Millis", reading.getOrDefault("p50Millis", 0.0));
    numbers.put("snapshotCpuMicros", reading.getOrDefault("serverCpuMicros", 0.0));
    server.kill();
    double[] starts = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      long start = System.nanoTime();
      ServerProcess again = database.serveByScript();
      starts[i] = (System.nanoTime() - start) / 1e6;
      again.kill();
    }
    Arrays.sort(starts);
    numbers.put("restartMillis", starts[STARTS / 2]);
  }

  private List<Long> last(int count) {
    return stock.sessions().subList(stock.sessions().size() - count, stock.sessions().size());
  }

  private long session(int number) {
    return stock.sessions().get(number);
  }
}
