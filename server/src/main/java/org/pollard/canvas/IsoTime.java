package org.pollard.canvas;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/// Times as Canvas writes and reads them: ISO 8601.
final class IsoTime {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private IsoTime() {}

  /// In UTC, cut to the second, such as `2014-01-07T15:16:18Z`.
  static String text(Instant time) {
    LocalDateTime at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    int year = at.getYear();
    if (year < 1_000 || year > 9_999) {
      return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
    // By hand, since it is part of the answer to every vote.
    StringBuilder text = new StringBuilder("2014-01-07T15:16:18Z".length()).append(year);
    two(text, '-', at.getMonthValue());
    two(text, '-', at.getDayOfMonth());
    two(text, 'T', at.getHour());
    two(text, ':', at.getMinute());
    two(text, ':', at.getSecond());
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, char before, int number) {
    text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /// A time with an offset or `Z`; without one, and for a date alone (midnight), UTC. Empty for
  /// anything else, and for years beyond 1 to 9999, which databases do not share.
  static Optional<Instant> read(String text) {
    try {
      TemporalAccessor time =
          FORMAT.parseBest(
              text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      OffsetDateTime moment =
          switch (time) {
            case OffsetDateTime offset -> offset;
            case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
            case LocalDate date -> date.atStartOfDay().atOffset(ZoneOffset.UTC);
            default -> throw new DateTimeException("no time");
          };
      Instant instant = moment.toInstant();
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      return year < 1 || year > 9999 ? Optional.empty() : Optional.of(instant);
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
