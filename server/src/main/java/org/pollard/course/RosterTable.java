package org.pollard.course;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Roster.Row;
import org.pollard.course.Roster.State;
import org.pollard.people.PastedText;

/// A class list that is a table: columns apart by tabs, semicolons or commas, cells in quotes where
/// they hold such a thing (RFC 4180). Which sign it is, the rows tell: the one by which most of
/// them come out alike. A row in which somebody put a tab in the place of that sign has its columns
/// all the same, and a tab beside the sign is a blank. Confined to one reading.
final class RosterTable {

  private static final char TAB = '\t';
  private static final String SEPARATORS = TAB + ";,";

  private final List<CsvRecord> records;

  /// Where reading had to end; 0 when all was read.
  private final int unreadable;

  private RosterTable(List<CsvRecord> records, int unreadable) {
    this.records = records;
    this.unreadable = unreadable;
  }

  /// The rows of a table in their order; not judged yet, but for what cannot be told apart at all.
  static List<Row> read(String text) {
    RosterTable best = split(text, TAB);
    char by = TAB;
    for (int i = 1; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      RosterTable other = split(text, separator);
      boolean torn = by == TAB && best.isTornAt(separator) && other.alike() == best.alike();
      if (other.alike() > best.alike() || torn) {
        best = other;
        by = separator;
      }
    }
    return best.rows(by);
  }

  /// Whether cells begin or end with another separator: then that is the one.
  private boolean isTornAt(char separator) {
    String sign = String.valueOf(separator);
    return records.stream()
        .flatMap(each -> cells(each).stream())
        .anyMatch(cell -> cell.startsWith(sign) || cell.endsWith(sign));
  }

  private static RosterTable split(String text, char separator) {
    CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(true)
            .ofCsvRecord(text);
    List<CsvRecord> records = new ArrayList<>();
    try {
      reader.forEach(records::add);
    } catch (CsvParseException _) {
      // A record that was begun and not read begins somewhere behind the last one.
      int last = records.isEmpty() ? 0 : (int) records.getLast().getStartingLineNumber();
      return new RosterTable(filled(records), last + 1);
    }
    return new RosterTable(filled(records), 0);
  }

  /// Spreadsheets hand rows without anything in them on, too.
  private static List<CsvRecord> filled(List<CsvRecord> records) {
    return records.stream()
        .filter(each -> !each.getFields().stream().allMatch(RosterTable::isBlank))
        .toList();
  }

  private static boolean isBlank(String cell) {
    return cell.chars().allMatch(c -> PastedText.isSpace((char) c) || c == ';' || c == ',');
  }

  /// How many rows have as many columns as most have.
  private int alike() {
    Map<Integer, Integer> widths = new HashMap<>();
    for (CsvRecord each : records) {
      if (each.getFieldCount() > 1) {
        widths.merge(each.getFieldCount(), 1, Integer::sum);
      }
    }
    return widths.isEmpty() ? 0 : Collections.max(widths.values());
  }

  private List<Row> rows(char by) {
    List<Row> rows = new ArrayList<>();
    if (!records.isEmpty()) {
      List<List<String>> cells =
          records.stream().map(each -> by == TAB ? cells(each) : byTabs(cells(each))).toList();
      RosterColumns named = cells.size() > 1 ? RosterColumns.named(cells.getFirst()) : null;
      RosterColumns columns = named == null ? RosterColumns.guessed(cells) : named;
      for (int i = named == null ? 0 : 1; i < cells.size(); i++) {
        rows.add(row((int) records.get(i).getStartingLineNumber(), cells.get(i), columns));
      }
    }
    if (unreadable > 0) {
      rows.add(new Row(unreadable, "", "", State.UNREADABLE));
    }
    return rows;
  }

  private static Row row(int line, List<String> cells, @Nullable RosterColumns columns) {
    if (columns == null) {
      return new Row(line, String.join(" | ", cells), "", State.COLUMNS);
    }
    String name = columns.name(cells);
    String login = columns.login(cells);
    return new Row(line, name.isEmpty() ? login : name, login.isEmpty() ? name : login, State.FINE);
  }

  /// A row of one cell that holds tabs, among others that are parted by another sign.
  private static List<String> byTabs(List<String> cells) {
    return cells.size() == 1 && cells.getFirst().indexOf(TAB) >= 0
        ? Stream.of(cells.getFirst().split("\t", -1)).map(PastedText::trimmed).toList()
        : cells;
  }

  /// A cell may hold line breaks, a name does not.
  private static List<String> cells(CsvRecord from) {
    return from.getFields().stream()
        .map(cell -> PastedText.trimmed(cell.replace('\n', ' ')))
        .toList();
  }
}
