package org.pollard.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How values stand in columns: times as milliseconds since 1970, texts to be compared folded.
public final class Columns {

  private Columns() {}

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  public static @Nullable Instant maybeInstant(ResultSet row, String column) throws SQLException {
    Long millis = maybeLong(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  public static @Nullable Long maybeLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  public static @Nullable Integer maybeInteger(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  public static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  /// The text without regard to case. Done here, since the databases do not agree on letters beyond
  /// English.
  public static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /// The text, or one that is stored nowhere when this one cannot be: PostgreSQL knows no NUL, and
  /// a line end only separates the parts of a `search_text`.
  public static String findable(String text) {
    return text.indexOf('\0') < 0 && text.indexOf('\n') < 0 ? text : "\n\n";
  }
}
