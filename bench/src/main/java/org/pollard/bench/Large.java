package org.pollard.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Votes while something large goes on: a teacher reads a session of many named votes again and
/// again, and a poll with a million votes is deleted.
final class Large {

  private static final int NAMED = 100_000;
  private static final int DELETED = 1_000_000;
  private static final int VOTES_A_SECOND = 1_000;

  /// As many as a slow disk may keep waiting at this pace.
  private static final int CONNECTIONS = 500;

  private static final Duration TURN = Duration.ofSeconds(8);
  private static final String[] FIXED_HEAP = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"};

  private final Storage.Opened database;
  private final Stock stock;
  private final Stock doomed;
  private final Report report;

  private Large(Storage.Opened database, Report report) {
    this.database = database;
    this.report = report;
    // The first session is read, in the second the voting goes on.
    this.stock = Stock.fill(database.url(), NAMED, 4);
    this.doomed = Stock.fill(database.url(), 1, 1);
  }

  static void run(Path folder, Report report) {
    try (Storage.Opened database = Storage.SQLITE.open(folder)) {
      Large large = new Large(database, report);
      try (Store store = new Store(database)) {
        store.cast(large.stock.sessions().getFirst(), large.stock.choices(), 0, NAMED);
        store.cast(large.doomed.sessions().getFirst(), large.doomed.choices(), 0, DELETED);
      }
      try (ServerProcess server = database.serve(FIXED_HEAP)) {
        large.run(server);
      }
    }
  }

  private void run(ServerProcess server) {
    Voters voters =
        new Voters(
            stock.with(stock.sessions().subList(1, stock.sessions().size()), stock.students()));
    Load load = new Load(server.base(), CONNECTIONS);
    Supplier<Load.Result> voting =
        () -> load.paced(voters.live(), TURN, VOTES_A_SECOND, (_, _) -> {});
    Load.Requests reading = _ -> Load.request("GET", stock.sessionPath(0), stock.teacher(), "", "");
    Load teacher = new Load(server.base(), 1);
    var _ = teacher.closed(reading, TURN);
    var _ = voting.get();

    long before = Memory.liveHeapKib(server);
    row("votes alone", voting.get(), server, before);

    AtomicBoolean goesOn = new AtomicBoolean(true);
    CompletableFuture<Load.Result> reader =
        CompletableFuture.supplyAsync(
            () ->
                teacher.closed(
                    connection -> goesOn.get() ? reading.next(connection) : null,
                    TURN.multipliedBy(3)));
    Load.Result beside = voting.get();
    row("votes while a teacher reads", beside, server, before);
    goesOn.set(false);
    SequencedMap<String, Double> reads = Measured.numbers(reader.join());
    report.add("%,d named votes read".formatted(NAMED), reads);

    Load owner = new Load(server.base(), 1);
    byte[] deletion =
        Load.request("DELETE", "/api/v1/polls/" + doomed.poll(), doomed.teacher(), "", "");
    AtomicBoolean once = new AtomicBoolean(true);
    CompletableFuture<Load.Result> deleting =
        CompletableFuture.supplyAsync(
            () -> owner.closed(_ -> once.getAndSet(false) ? deletion : null, TURN));
    row("votes while a poll is deleted", voting.get(), server, before);
    SequencedMap<String, Double> deleted = new LinkedHashMap<>();
    deleted.put("maxMillis", deleting.join().maxMillis());
    deleted.put("rowsLeftAfterwards", (double) left());
    report.add("a poll of %,d votes deleted".formatted(DELETED), deleted);
  }

  private void row(String what, Load.Result result, ServerProcess server, long before) {
    SequencedMap<String, Double> numbers = Measured.numbers(result);
    numbers.put("liveHeapGrowthMib", (Memory.liveHeapKib(server) - before) / 1024.0);
    numbers.put("residentMib", server.residentKib() / 1024.0);
    report.add(what, numbers);
  }

  /// Votes of the deleted poll that are not swept yet.
  private long left() {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM vote WHERE session_id = " + doomed.sessions().getFirst())) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
