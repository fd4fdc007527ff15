package org.pollard.realtimekit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads parameters of the query that several lists have. What cannot be read ends the call.
final class Parameters {

  private Parameters() {}

  /// `ASC` or `DESC`; descending when nothing is said.
  static boolean descending(@Nullable String order) {
    return choice("sort_order", order, List.of("DESC", "ASC")).equals("DESC");
  }

  /// `true` or `false`; false when nothing is said.
  static boolean truth(String name, @Nullable String value) {
    return choice(name, value, List.of("false", "true")).equals("true");
  }

  /// One of these, in whatever case; the first when nothing is said.
  static String choice(String name, @Nullable String value, List<String> known) {
    if (value == null) {
      return known.getFirst();
    }
    return known.stream()
        .filter(each -> each.equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    RealtimeKitErrors.invalid(
                        name + " must be one of " + String.join(", ", known) + ".")));
  }

  /// A day.
  static @Nullable LocalDate day(String name, @Nullable String value) {
    try {
      return value == null ? null : LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      throw new Refusal(RealtimeKitErrors.invalid(name + " must be a day such as 2026-03-01."));
    }
  }

  /// A moment, or the beginning of a day.
  static @Nullable Instant time(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      // A plus sign that was not encoded has become a space on its way.
      String text = value.replace(' ', '+').toUpperCase(Locale.ROOT);
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new Refusal(
          RealtimeKitErrors.invalid(name + " must be a time such as 2026-03-01T10:00:00Z."));
    }
  }
}
