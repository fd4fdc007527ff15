package org.pollard.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pollard.poll.PollSession;

/// The curious operator of a PostgreSQL: every version of a row names the transaction that wrote
/// it, and who came in the transaction in which a count rose has voted that. The change counts do
/// the same by way of the series that could be watched.
abstract class PostgresAnonymity extends AnonymityContract {

  @Override
  List<Claim> link(Election election) {
    Map<Long, List<Long>> arrivals = arrivals(election.session());
    Set<Claim> claims = new HashSet<>();
    for (HeapPages.Row row : of(election.session(), "tally", 8, 8, 4, 8)) {
      claim(arrivals, row.xmin(), row.values().get(1), claims);
    }
    for (HeapPages.Row row : of(election.session(), "change_count", 8, 4, 8, 8)) {
      for (int i = 1; i < election.series().size(); i++) {
        Seen before = election.series().get(i - 1);
        Seen now = election.series().get(i);
        if ((now.version() & 0xffffffffL) == row.values().get(2)) {
          now.counts()
              .forEach(
                  (choice, n) -> {
                    if (!n.equals(before.counts().get(choice))) {
                      claim(arrivals, row.xmin(), choice, claims);
                    }
                  });
        }
      }
    }
    return List.copyOf(claims);
  }

  /// Who came, by transaction.
  private Map<Long, List<Long>> arrivals(PollSession session) {
    Map<Long, List<Long>> arrivals = new HashMap<>();
    for (HeapPages.Row row : of(session, "participation", 8, 8)) {
      arrivals.computeIfAbsent(row.xmin(), _ -> new ArrayList<>()).add(row.values().get(1));
    }
    return arrivals;
  }

  private static void claim(
      Map<Long, List<Long>> arrivals, long transaction, long choice, Set<Claim> claims) {
    List<Long> arrived = arrivals.getOrDefault(transaction, List.of());
    if (arrived.size() == 1) {
      claims.add(new Claim(arrived.getFirst(), choice));
    }
  }

  @Override
  List<Long> orderOnDisk(PollSession session) {
    return of(session, "participation", 8, 8).stream().map(row -> row.values().get(1)).toList();
  }

  @Override
  List<Set<Long>> countedTogether(PollSession session) {
    Map<Long, Set<Long>> cells = new HashMap<>();
    for (HeapPages.Row row : of(session, "tally", 8, 8, 4, 8)) {
      cells.computeIfAbsent(row.xmin(), _ -> new HashSet<>()).add(row.values().get(1));
    }
    return List.copyOf(cells.values());
  }

  /// What is written for the first time names its transaction as well.
  @Override
  Map<Long, Set<Long>> countedWith(PollSession session) {
    Map<Long, List<Long>> arrivals = arrivals(session);
    List<HeapPages.Row> rows = new ArrayList<>(of(session, "tally", 8, 8, 4, 8));
    rows.addAll(of(session, "spelling", 8, 8));
    Map<Long, Set<Long>> cells = new HashMap<>();
    for (HeapPages.Row row : rows) {
      List<Long> arrived = arrivals.getOrDefault(row.xmin(), List.of());
      if (arrived.size() == 1) {
        cells.computeIfAbsent(arrived.getFirst(), _ -> new TreeSet<>()).add(row.values().get(1));
      }
    }
    return cells;
  }

  @Override
  List<List<Long>> cellsOnDisk(PollSession session) {
    return of(session, "tally", 8, 8, 4, 8).stream().map(HeapPages.Row::values).toList();
  }

  private List<HeapPages.Row> of(PollSession session, String table, int... widths) {
    return HeapPages.read(file(table), widths).stream()
        .filter(row -> row.values().getFirst() == session.id().value())
        .toList();
  }

  private Path file(String table) {
    return database()
        .read(
            handle -> {
              handle.execute("CHECKPOINT");
              return Path.of(
                  handle
                      .createQuery(
                          "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('"
                              + table
                              + "')")
                      .mapTo(String.class)
                      .one());
            });
  }
}
