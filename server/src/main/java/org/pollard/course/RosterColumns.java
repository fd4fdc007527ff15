package org.pollard.course;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which columns of a class list hold the name, and which one what people sign in with. Immutable.
///
/// @param names one column, or those of first and last name in that order; empty: as `login`
/// @param login null: as the name
record RosterColumns(List<Integer> names, @Nullable Integer login) {

  /// With a particle or two before it, as in "von der Leyen".
  private static final Pattern FAMILY_NAME =
      Pattern.compile("(?:\\p{Ll}{1,9} ){0,3}\\p{Lu}[\\p{L}\\p{M}'’-]{0,60}");

  private static final Pattern FIRST_NAMES =
      Pattern.compile("\\p{Lu}[\\p{L}\\p{M}'’.-]{0,60}(?: \\p{Lu}[\\p{L}\\p{M}'’.-]{0,60}){0,4}");

  RosterColumns {
    names = List.copyOf(names);
  }

  /// What a column can hold.
  private enum Kind {
    NAME(
        "name fullname displayname student studentname pupil person participant vollständigername"
            + " anzeigename schüler schülerin schülerinnen teilnehmer teilnehmerin teilnehmende"
            + " studierende"),
    FIRST("firstname givenname forename first vorname vornamen rufname"),
    LAST("lastname surname familyname last nachname familienname zuname"),
    LOGIN(
        "login loginid loginname username user userid account sisloginid benutzername benutzer"
            + " anmeldename nutzername kennung konto"),
    MAIL("email mail emailaddress mailaddress emailadresse mailadresse");

    private final String words;

    Kind(String words) {
      this.words = " " + words + " ";
    }
  }

  /// By the line that names them; null when this line names no columns.
  static @Nullable RosterColumns named(List<String> cells) {
    Map<Kind, Integer> found = new EnumMap<>(Kind.class);
    int known = 0;
    for (int i = 0; i < cells.size(); i++) {
      Kind kind = kind(cells.get(i));
      if (kind != null) {
        known++;
        found.putIfAbsent(kind, i);
      }
    }
    Integer login = found.getOrDefault(Kind.LOGIN, found.get(Kind.MAIL));
    List<Integer> names = new ArrayList<>();
    if (found.containsKey(Kind.NAME)) {
      names.add(found.get(Kind.NAME));
    } else {
      found.forEach(
          (kind, column) -> {
            if (kind == Kind.FIRST || kind == Kind.LAST) {
              names.add(column);
            }
          });
    }
    boolean both = login != null && !names.isEmpty();
    return both || (known > 0 && known == cells.size()) ? new RosterColumns(names, login) : null;
  }

  /// By what stands in them: addresses are what people sign in with. Null when nobody can know.
  static @Nullable RosterColumns guessed(List<List<String>> rows) {
    int width = rows.stream().mapToInt(List::size).max().orElse(0);
    if (width <= 1) {
      return new RosterColumns(List.of(0), null);
    }
    for (int i = 0; i < width; i++) {
      if (isAddresses(rows, i)) {
        return switch (i) {
          case 0 -> new RosterColumns(List.of(1), 0);
          case 1 -> new RosterColumns(List.of(0), 1);
          case 2 -> new RosterColumns(List.of(0, 1), 2);
          default -> null;
        };
      }
    }
    if (width != 2) {
      return null;
    }
    return isOfNames(rows)
        ? new RosterColumns(List.of(1, 0), null)
        : new RosterColumns(List.of(0), 1);
  }

  /// Whether what stands behind the family names is what people are called, in capital letters:
  /// then none of it is made to sign in with, and two of one first name are not the same person.
  private static boolean isOfNames(List<List<String>> rows) {
    return rows.stream()
        .allMatch(
            each ->
                FAMILY_NAME.matcher(cell(each, 0)).matches()
                    && FIRST_NAMES.matcher(cell(each, 1)).matches());
  }

  private static boolean isAddresses(List<List<String>> rows, int column) {
    boolean any = false;
    for (List<String> each : rows) {
      String cell = cell(each, column);
      if (!cell.isEmpty() && cell.indexOf('@') < 0) {
        return false;
      }
      any |= !cell.isEmpty();
    }
    return any;
  }

  String name(List<String> cells) {
    return names.stream()
        .map(each -> cell(cells, each))
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(" "));
  }

  String login(List<String> cells) {
    return login == null ? "" : cell(cells, login);
  }

  /// The names of the others.
  List<String> unread(List<String> header) {
    return IntStream.range(0, header.size())
        .filter(each -> !names.contains(each) && !Objects.equals(login, each))
        .mapToObj(header::get)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static String cell(List<String> cells, int column) {
    return column < cells.size() ? cells.get(column) : "";
  }

  private static @Nullable Kind kind(String cell) {
    if (cell.length() > Roster.LONGEST) {
      return null;
    }
    StringBuilder word = new StringBuilder();
    cell.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetter)
        .forEach(word::appendCodePoint);
    for (Kind each : Kind.values()) {
      if (word.length() > 0 && each.words.contains(" " + word + " ")) {
        return each;
      }
    }
    return null;
  }
}
