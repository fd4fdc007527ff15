package org.pollard.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/// Where SQLite and PostgreSQL need other words for the same thing. Lists travel as text
/// parameters, so that a statement has the same text, and stays prepared, for every length.
public enum Dialect {
  SQLITE {
    @Override
    public String among(String column, String list) {
      return column + " IN (SELECT value FROM json_each(:" + list + "))";
    }

    @Override
    public String list(Collection<Long> values) {
      return joined(values, "[", "]");
    }

    @Override
    public String words(Collection<String> words) {
      return quoted(words, "[", "]");
    }

    @Override
    public String amongWords(String column, String list) {
      return among(column, list);
    }

    @Override
    public String table(String name, String... columns) {
      return IntStream.range(0, columns.length)
          .mapToObj(i -> "value ->> " + i + " AS " + columns[i])
          .collect(
              Collectors.joining(", ", "(SELECT ", " FROM json_each(:" + name + ")) AS " + name));
    }

    @Override
    public <S extends SqlStatement<S>> S bindTable(
        S statement, String name, int columns, List<long[]> rows) {
      StringBuilder json = new StringBuilder(rows.size() * columns * 10 + 2).append('[');
      for (long[] row : rows) {
        json.append(json.length() == 1 ? "[" : ",[").append(row[0]);
        for (int i = 1; i < columns; i++) {
          json.append(',').append(row[i]);
        }
        json.append(']');
      }
      return statement.bind(name, json.append(']').toString());
    }

    @Override
    public String rows(String name, String... columns) {
      return IntStream.range(0, columns.length)
          .mapToObj(i -> "value ->> " + i + " AS " + bare(columns[i]))
          .collect(
              Collectors.joining(", ", "(SELECT ", " FROM json_each(:" + name + ")) AS " + name));
    }

    @Override
    public String contains(String column, String part) {
      return "instr(" + column + ", :" + part + ") > 0";
    }

    @Override
    public String forUpdate() {
      return "";
    }

    @Override
    public String forShare() {
      return "";
    }

    @Override
    public String truth() {
      return "integer";
    }

    @Override
    String countOfTable(String name) {
      return "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '" + name + "'";
    }
  },

  POSTGRESQL {
    @Override
    public String among(String column, String list) {
      return column + " = ANY (CAST(:" + list + " AS bigint[]))";
    }

    @Override
    public String list(Collection<Long> values) {
      return joined(values, "{", "}");
    }

    @Override
    public String words(Collection<String> words) {
      return quoted(words, "{", "}");
    }

    @Override
    public String amongWords(String column, String list) {
      return column + " = ANY (CAST(:" + list + " AS text[]))";
    }

    @Override
    public String table(String name, String... columns) {
      return IntStream.range(0, columns.length)
          .mapToObj(i -> "CAST(:" + name + i + " AS bigint[])")
          .collect(
              Collectors.joining(
                  ", ", "unnest(", ") AS " + name + " (" + String.join(", ", columns) + ")"));
    }

    @Override
    public <S extends SqlStatement<S>> S bindTable(
        S statement, String name, int columns, List<long[]> rows) {
      S bound = statement;
      for (int i = 0; i < columns; i++) {
        StringBuilder array = new StringBuilder(rows.size() * 10 + 2).append('{');
        for (long[] row : rows) {
          array.append(array.length() == 1 ? "" : ",").append(row[i]);
        }
        bound = bound.bind(name + i, array.append('}').toString());
      }
      return bound;
    }

    @Override
    public String rows(String name, String... columns) {
      return IntStream.range(0, columns.length)
          .mapToObj(
              i ->
                  columns[i].endsWith(TEXT)
                      ? "value ->> " + i + " AS " + bare(columns[i])
                      : "CAST(value ->> " + i + " AS bigint) AS " + columns[i])
          .collect(
              Collectors.joining(
                  ", ",
                  "(SELECT ",
                  " FROM json_array_elements(CAST(:" + name + " AS json))) AS " + name));
    }

    @Override
    public String contains(String column, String part) {
      return "strpos(" + column + ", :" + part + ") > 0";
    }

    @Override
    public String forUpdate() {
      return "FOR UPDATE";
    }

    @Override
    public String forShare() {
      return "FOR SHARE";
    }

    @Override
    public String truth() {
      return "boolean";
    }

    @Override
    String countOfTable(String name) {
      return "SELECT count(to_regclass('" + name + "'))";
    }
  };

  /// A condition: the column holds one of the numbers in the parameter, which is bound to [#list].
  public abstract String among(String column, String list);

  /// The value of a parameter that holds these numbers.
  public abstract String list(Collection<Long> values);

  /// The same for texts, bound to [#words].
  public abstract String amongWords(String column, String list);

  /// The value of a parameter that holds these texts, each made of letters, digits and hyphens.
  public abstract String words(Collection<String> words);

  /// Something to select from: rows of numbers, whose parameters are bound by [#bindTable].
  public abstract String table(String name, String... columns);

  public abstract <S extends SqlStatement<S>> S bindTable(
      S statement, String name, int columns, List<long[]> rows);

  /// Something to select from: rows of numbers and texts, whose parameter is bound by [#bindRows].
  ///
  /// @param columns names; behind those of texts stands ` text`
  public abstract String rows(String name, String... columns);

  /// Binds what [#rows] selects from.
  ///
  /// @param rows of Long and of String
  public <S extends SqlStatement<S>> S bindRows(S statement, String name, List<Object[]> rows) {
    StringBuilder json = new StringBuilder(rows.size() * 40 + 2).append('[');
    for (Object[] row : rows) {
      json.append(json.length() == 1 ? "[" : ",[");
      for (int i = 0; i < row.length; i++) {
        if (i > 0) {
          json.append(',');
        }
        if (row[i] instanceof String text) {
          quote(json, text);
        } else {
          json.append(row[i]);
        }
      }
      json.append(']');
    }
    return statement.bind(name, json.append(']').toString());
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /// Marks a column of texts.
  private static final String TEXT = " text";

  private static String bare(String column) {
    return column.endsWith(TEXT) ? column.substring(0, column.length() - TEXT.length()) : column;
  }

  /// A condition: the column contains the text in the parameter.
  public abstract String contains(String column, String part);

  /// Locks the rows against change and against [#forShare]. SQLite needs no lock: it has one
  /// writer.
  public abstract String forUpdate();

  /// Locks the rows against change.
  public abstract String forShare();

  /// The type of columns that hold yes or no.
  public abstract String truth();

  /// Gives 1 when the table exists, else 0.
  abstract String countOfTable(String name);

  /// Whether whoever reads the tables can tell which rows were written together.
  public boolean rowsNameTheirTransaction() {
    return this == POSTGRESQL;
  }

  private static String quoted(Collection<String> words, String start, String end) {
    return words.stream()
        .map(
            word -> {
              if (!word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-')) {
                throw new IllegalArgumentException("not a word of letters, digits and hyphens");
              }
              return '"' + word + '"';
            })
        .collect(Collectors.joining(",", start, end));
  }

  private static String joined(Collection<Long> values, String start, String end) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(",", start, end));
  }
}
