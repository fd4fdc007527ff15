package org.pollard.course;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pollard.people.ListMarker;
import org.pollard.people.PastedText;
import org.pollard.people.PlainText;

/// A class list as people paste it: a table from a spreadsheet or of comma-separated values, with
/// or without a line that names its columns ([RosterTable]), or addresses like `Ada Lovelace
/// <ada@example.org>`. Says of each row how it was understood, before anything is stored.
/// Immutable.
///
/// Read in one pass: a pattern that skips blanks before a separator tries again at every one of
/// them, and a line of blanks alone would keep a processor busy for minutes.
///
/// @param unread what the columns are called of which nothing is used, such as passwords
public record Roster(List<Row> rows, List<String> unread) {

  /// Of a name, and of what people sign in with.
  public static final int LONGEST = 255;

  /// No name to sign in with holds them; one that does was meant as something else.
  private static final String UNFIT = ",;<>\"\t";

  public Roster {
    rows = List.copyOf(rows);
    unread = List.copyOf(unread);
  }

  /// One row, as it was understood.
  ///
  /// @param line where it begins in what was pasted, from 1
  public record Row(int line, String name, String login, State state) {}

  /// Whether a row can be taken.
  public enum State {
    FINE,
    /// The same name to sign in with stood there before; this row is left out.
    REPEATED,
    TOO_LONG,
    /// A name that is empty or not plain text.
    NAME,
    /// Something that nobody can sign in with.
    LOGIN,
    /// Several columns of which nobody knows what they hold.
    COLUMNS,
    /// Quotes that do not end, and what else is no table.
    UNREADABLE;

    /// Whether it must be mended before the list can be taken.
    public boolean blocks() {
      return this != FINE && this != REPEATED;
    }
  }

  /// Reads what was pasted, in its order. Empty rows are left out.
  public static Roster of(String text) {
    List<Row> read = new ArrayList<>();
    StringBuilder table = new StringBuilder(text.length());
    int number = 0;
    for (String line : (Iterable<String>) PastedText.plain(text).lines()::iterator) {
      number++;
      String trimmed = PastedText.trimmed(line);
      if (isAddress(trimmed)) {
        read.add(address(number, trimmed));
      } else {
        table.append(line);
      }
      table.append('\n');
    }
    RosterTable rest = RosterTable.read(table.toString());
    read.addAll(rest.rows());
    read.sort(Comparator.comparingInt(Row::line));
    return new Roster(judged(unnumbered(read)), rest.unread());
  }

  /// Without the numbers of a list that is numbered through.
  private static List<Row> unnumbered(List<Row> rows) {
    List<String> names = rows.stream().map(Row::name).toList();
    List<String> plain = ListMarker.unnumbered(names);
    List<Row> without = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String login = row.login().equals(row.name()) ? plain.get(i) : row.login();
      without.add(new Row(row.line(), plain.get(i), login, row.state()));
    }
    return without;
  }

  /// Those to be enrolled: each once.
  public List<Row> people() {
    return rows.stream().filter(each -> each.state() == State.FINE).toList();
  }

  /// The first row that has to be mended.
  public Optional<Row> flawed() {
    return rows.stream().filter(each -> each.state().blocks()).findFirst();
  }

  private static boolean isAddress(String line) {
    int open = line.lastIndexOf('<');
    return open >= 0
        && open + 2 < line.length()
        && line.indexOf('>', open) == line.length() - 1
        && line.indexOf('\t') < 0;
  }

  private static Row address(int number, String line) {
    int open = line.lastIndexOf('<');
    String login = PastedText.trimmed(line.substring(open + 1, line.length() - 1));
    String name = PastedText.trimmed(line.substring(0, open)).replace("\"", "");
    // A name that holds another address means that several people stand in one line.
    State state = name.indexOf('<') < 0 ? State.FINE : State.COLUMNS;
    return new Row(number, name.isEmpty() ? login : name, login, state);
  }

  private static List<Row> judged(List<Row> read) {
    Set<String> logins = new HashSet<>();
    return read.stream()
        .map(
            each -> {
              State state = state(each);
              boolean first =
                  state != State.FINE || logins.add(each.login().toLowerCase(Locale.ROOT));
              return new Row(
                  each.line(), each.name(), each.login(), first ? state : State.REPEATED);
            })
        .toList();
  }

  private static State state(Row row) {
    if (row.state() != State.FINE) {
      return row.state();
    }
    if (row.name().length() > LONGEST || row.login().length() > LONGEST) {
      return State.TOO_LONG;
    }
    if (PlainText.looksEmpty(row.name()) || !PlainText.isLine(row.name())) {
      return State.NAME;
    }
    return isLogin(row.login()) ? State.FINE : State.LOGIN;
  }

  private static boolean isLogin(String text) {
    return !PlainText.looksEmpty(text)
        && PlainText.isIdentifier(text)
        && text.chars().noneMatch(c -> UNFIT.indexOf(c) >= 0);
  }
}
