package org.pollard.canvas;

import java.util.Optional;
import java.util.regex.Pattern;
import org.pollard.canvas.params.Fields;
import org.pollard.canvas.params.Param;

/// The part of a list that a request asks for. Immutable.
///
/// @param page from 1
/// @param perPage 1 to 100
record Paging(long page, int perPage) {
  private static final int DEFAULT_PER_PAGE = 10;
  private static final int MAX_PER_PAGE = 100;

  /// Beyond every list, and far enough from the end of long that an offset can be computed.
  private static final long LAST_PAGE = 1_000_000_000_000_000L;

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]++");
  private static final int DIGITS = 15;

  Paging {
    if (page < 1 || page > LAST_PAGE || perPage < 1 || perPage > MAX_PER_PAGE) {
      throw new IllegalArgumentException("page " + page + ", per_page " + perPage);
    }
  }

  /// Empty when there can be no such page (zero, negative, not a number): the answer is "not
  /// found". A page beyond the end is possible and has no elements.
  static Optional<Paging> read(Fields fields) {
    return page(fields).map(page -> new Paging(page, perPage(fields)));
  }

  /// How many elements stand before the page.
  long offset() {
    return (page - 1) * perPage;
  }

  /// How many elements the page has at most.
  int limit() {
    return perPage;
  }

  private static Optional<Long> page(Fields fields) {
    if (fields.get("page").filter(given -> !(given instanceof Param.Nil)).isEmpty()) {
      return Optional.of(1L);
    }
    return fields.text("page").flatMap(Paging::number).filter(page -> page > 0);
  }

  private static int perPage(Fields fields) {
    if (fields.get("per_page").filter(given -> !(given instanceof Param.Nil)).isEmpty()) {
      return DEFAULT_PER_PAGE;
    }
    long asked = fields.text("per_page").flatMap(Paging::number).orElse(1L);
    return (int) Math.clamp(asked, 1L, MAX_PER_PAGE);
  }

  /// A whole number, kept within ±[#LAST_PAGE] however many digits it has.
  private static Optional<Long> number(String text) {
    String stripped = text.strip();
    if (!NUMBER.matcher(stripped).matches()) {
      return Optional.empty();
    }
    boolean negative = stripped.startsWith("-");
    int from = negative || stripped.startsWith("+") ? 1 : 0;
    while (from < stripped.length() - 1 && stripped.charAt(from) == '0') {
      from++;
    }
    long magnitude =
        stripped.length() - from > DIGITS ? LAST_PAGE : Long.parseLong(stripped.substring(from));
    return Optional.of(negative ? -magnitude : magnitude);
  }
}
