package org.pollard.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pollard.poll.PollSession;

/// The curious operator of a SQLite file: follows the journal from commit to commit and sees who is
/// new and which count has risen.
abstract class SqliteAnonymity extends AnonymityContract {

  private static final int PARTICIPATION_COLUMNS = 2;
  private static final int TALLY_COLUMNS = 4;

  abstract Path file();

  @Override
  List<Claim> link(Election election) {
    Set<Long> choices = new TreeSet<>(election.answers().values());
    List<Claim> claims = new ArrayList<>();
    countedWith(election.session())
        .forEach(
            (voter, cells) -> {
              List<Long> chosen = cells.stream().filter(choices::contains).toList();
              if (chosen.size() == 1) {
                claims.add(new Claim(voter, chosen.getFirst()));
              }
            });
    return claims;
  }

  @Override
  Map<Long, Set<Long>> countedWith(PollSession session) {
    Set<Long> known = new TreeSet<>();
    Map<Long, Long> counts = new HashMap<>();
    Map<Long, Set<Long>> with = new HashMap<>();
    List<Long> arrived = new ArrayList<>();
    Set<Long> risen = new TreeSet<>();
    for (SqlitePages.Frame frame : SqlitePages.journal(file())) {
      for (List<Long> row : frame.rows()) {
        if (isCell(row, session) && !row.get(3).equals(counts.put(row.get(1), row.get(3)))) {
          risen.add(row.get(1));
        } else if (row.size() == PARTICIPATION_COLUMNS
            && row.getFirst() == session.id().value()
            && known.add(row.get(1))) {
          arrived.add(row.get(1));
        }
      }
      if (frame.commits()) {
        if (arrived.size() == 1 && !risen.isEmpty()) {
          with.put(arrived.getFirst(), new TreeSet<>(risen));
        }
        arrived.clear();
        risen.clear();
      }
    }
    return with;
  }

  @Override
  List<Set<Long>> countedTogether(PollSession session) {
    Map<Long, Long> counts = new HashMap<>();
    List<Set<Long>> together = new ArrayList<>();
    Set<Long> risen = new TreeSet<>();
    for (SqlitePages.Frame frame : SqlitePages.journal(file())) {
      for (List<Long> row : frame.rows()) {
        if (isCell(row, session) && !row.get(3).equals(counts.put(row.get(1), row.get(3)))) {
          risen.add(row.get(1));
        }
      }
      if (frame.commits()) {
        together.add(Set.copyOf(risen));
        risen.clear();
      }
    }
    return together;
  }

  private static boolean isCell(List<Long> row, PollSession session) {
    return row.size() == TALLY_COLUMNS && row.getFirst() == session.id().value();
  }

  @Override
  List<List<Long>> cellsOnDisk(PollSession session) {
    return SqlitePages.file(file()).stream().filter(row -> isCell(row, session)).toList();
  }

  @Override
  List<Long> orderOnDisk(PollSession session) {
    List<List<Long>> rows = new ArrayList<>();
    SqlitePages.journal(file()).forEach(frame -> rows.addAll(frame.rows()));
    rows.addAll(SqlitePages.file(file()));
    Set<Long> voters = new java.util.LinkedHashSet<>();
    for (List<Long> row : rows) {
      if (row.size() == PARTICIPATION_COLUMNS && row.getFirst() == session.id().value()) {
        voters.add(row.get(1));
      }
    }
    return List.copyOf(voters);
  }
}
