package org.pollard.poll;

import java.util.List;
import java.util.Map;

/// The counts of a poll session at one moment, which its question reads. Immutable.
///
/// @param cells those in which anybody is counted
/// @param entries what was written and still counts, in any order
public record Results(Map<Cell, Long> cells, List<Entry> entries) {

  public static final Results NONE = new Results(Map.of(), List.of());

  public Results {
    cells = Map.copyOf(cells);
    entries = List.copyOf(entries);
  }

  /// How many are counted there.
  public long in(Cell cell) {
    return cells.getOrDefault(cell, 0L);
  }

  /// How many chose not to answer.
  public long abstained() {
    return in(Cell.ABSTAINED);
  }

  /// Whether anybody has answered, in whichever way.
  public boolean any() {
    return cells.values().stream().anyMatch(n -> n > 0);
  }
}
