package org.pollard.realtimekit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Slice;

/// Reads `page_no` and `per_page`. 0 means the default, as absence does; too many a page are cut to
/// the most there are.
final class Paging {

  private static final int PER_PAGE = 20;
  private static final int MOST_PER_PAGE = 100;
  private static final long LAST_PAGE = 1_000_000_000_000L;
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int MOST_DIGITS = 12;

  private Paging() {}

  static Slice read(@Nullable String pageNo, @Nullable String perPage) {
    return read("page_no", pageNo, perPage);
  }

  /// @param name what the number of the page is called
  static Slice read(String name, @Nullable String pageNo, @Nullable String perPage) {
    List<String> problems = new ArrayList<>();
    long page = number(name, pageNo, 1, LAST_PAGE, problems);
    long size = number("per_page", perPage, PER_PAGE, MOST_PER_PAGE, problems);
    if (!problems.isEmpty()) {
      throw new Refusal(RealtimeKitErrors.invalid(problems));
    }
    return new Slice((page - 1) * size, (int) size);
  }

  private static long number(
      String name, @Nullable String text, long byDefault, long most, List<String> problems) {
    if (text == null) {
      return byDefault;
    }
    if (!DIGITS.matcher(text).matches()) {
      problems.add(name + " must be a number, not '" + text + "'.");
      return byDefault;
    }
    long number = text.length() > MOST_DIGITS ? most : Long.parseLong(text);
    return number == 0 ? byDefault : Math.min(number, most);
  }
}
