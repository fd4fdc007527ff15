package org.pollard.course;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Roster.Row;
import org.pollard.course.Roster.State;
import org.pollard.people.PastedTable;

/// A class list that is a table: columns apart by tabs, semicolons or commas. Which sign it is, the
/// rows tell. Not judged yet, but for what cannot be told apart at all. Immutable.
///
/// @param unread what the columns are called of which nothing is used
record RosterTable(List<Row> rows, List<String> unread) {

  private static final String SEPARATORS = PastedTable.TAB + ";,";

  RosterTable {
    rows = List.copyOf(rows);
    unread = List.copyOf(unread);
  }

  /// The rows of a table in their order.
  static RosterTable read(String text) {
    PastedTable table = PastedTable.read(text, SEPARATORS);
    List<Row> rows = new ArrayList<>();
    List<String> unread = List.of();
    if (!table.rows().isEmpty()) {
      List<List<String>> cells = table.rows().stream().map(PastedTable.Row::cells).toList();
      RosterColumns named = cells.size() > 1 ? RosterColumns.named(cells.getFirst()) : null;
      RosterColumns columns = named == null ? RosterColumns.guessed(cells) : named;
      unread = named == null ? List.of() : named.unread(cells.getFirst());
      for (int i = named == null ? 0 : 1; i < cells.size(); i++) {
        rows.add(row(table.rows().get(i).line(), cells.get(i), columns));
      }
    }
    if (table.unreadable() > 0) {
      rows.add(new Row(table.unreadable(), "", "", State.UNREADABLE));
    }
    return new RosterTable(rows, unread);
  }

  private static Row row(int line, List<String> cells, @Nullable RosterColumns columns) {
    if (columns == null) {
      return new Row(line, String.join(" | ", cells), "", State.COLUMNS);
    }
    String name = columns.name(cells);
    String login = columns.login(cells);
    return new Row(line, name.isEmpty() ? login : name, login.isEmpty() ? name : login, State.FINE);
  }
}
