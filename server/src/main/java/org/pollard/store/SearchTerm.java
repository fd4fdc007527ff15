package org.pollard.store;

import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// What is searched for: rows whose `search_text` contains it, or whose id it is.
///
/// @param text folded; null means everything
public record SearchTerm(@Nullable String text) {

  public static SearchTerm of(@Nullable String search) {
    return new SearchTerm(search == null ? null : Columns.folded(search));
  }

  /// The condition for rows of this table.
  public String in(String table, Dialect dialect) {
    return text == null
        ? "TRUE"
        : "("
            + dialect.contains(table + ".search_text", "search")
            + " OR "
            + table
            + ".id = :searched_id)";
  }

  public void bind(SqlStatement<?> statement) {
    if (text != null) {
      statement.bind("search", Columns.findable(text)).bind("searched_id", id());
    }
  }

  private long id() {
    String digits = text == null ? "" : text.strip();
    try {
      return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(digits) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
