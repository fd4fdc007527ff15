package org.pollard.torture;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The kinds of question but the first, whose answers are choices: in each voters say one of four
/// things, which are known again by what is stored, in a ballot as in the counts.
///
/// A saying has a number of its own, below 0, which is to the rules what a choice is.
enum Sayings {
  SEVERAL,
  RATING,
  RANKING,
  NUMBER,
  WORDS,
  TEXT;

  static final int COUNT = 4;

  /// As the server stores them: who took part, and parts of a choice.
  private static final long PEOPLE = -2;

  private static final int PARTS = 32;

  /// What stands for people that the counts of what they said do not hold.
  private static final long UNCOUNTED = -1;

  static Sayings of(String kind) {
    return valueOf(kind.toUpperCase(Locale.ROOT));
  }

  static long id(long poll, int saying) {
    return -(poll * 10 + saying) - 10;
  }

  static List<Long> ids(long poll) {
    return IntStream.range(0, COUNT).mapToObj(each -> id(poll, each)).toList();
  }

  private static int saying(long id) {
    return (int) ((-id - 10) % 10);
  }

  /// The body that makes a poll.
  String poll() {
    String items =
        switch (this) {
          case SEVERAL, RANKING -> "[\"a\", \"b\", \"c\", \"d\"]";
          case RATING -> "[\"a\", \"b\"]";
          case NUMBER, WORDS, TEXT -> "[]";
        };
    return "{\"question\": \"What?\", \"kind\": \"%s\", \"choices\": %s}"
        .formatted(name().toLowerCase(Locale.ROOT), items);
  }

  /// The body of a vote.
  ///
  /// @param items of the poll, in their order
  String vote(long id, List<Long> items) {
    int saying = saying(id);
    return switch (this) {
      case SEVERAL -> "{\"choices\": %s}".formatted(items.subList(0, saying + 1));
      case RATING ->
          "{\"ratings\": {\"%d\": %d, \"%d\": %d}}"
              .formatted(items.getFirst(), saying + 1, items.getLast(), COUNT - saying);
      case RANKING -> "{\"ranking\": %s}".formatted(turned(items, saying));
      case NUMBER -> "{\"number\": %d}".formatted(saying);
      case WORDS -> "{\"words\": [\"w%d\", \"x%d\"]}".formatted(saying, saying);
      case TEXT -> "{\"text\": \"text %d\"}".formatted(saying);
    };
  }

  private static List<Long> turned(List<Long> items, int by) {
    return IntStream.range(0, items.size())
        .mapToObj(each -> items.get((each + by) % items.size()))
        .toList();
  }

  /// What a stored ballot says; [#UNCOUNTED] when it is nothing that anybody could have said.
  long said(String kept, long poll, List<Long> items) {
    for (int i = 0; i < COUNT; i++) {
      if (kept.equals(kept(i, items))) {
        return id(poll, i);
      }
    }
    return UNCOUNTED;
  }

  private String kept(int saying, List<Long> items) {
    String said =
        switch (this) {
          case SEVERAL -> joined(items.subList(0, saying + 1));
          case RATING ->
              "%d=%d %d=%d"
                  .formatted(items.getFirst(), saying + 1, items.getLast(), COUNT - saying);
          case RANKING -> joined(turned(items, saying));
          case NUMBER -> Integer.toString(saying);
          case WORDS -> "w%d\nx%d".formatted(saying, saying);
          case TEXT -> "text " + saying;
        };
    return (this == RATING ? "ratings" : name().toLowerCase(Locale.ROOT)) + " " + said;
  }

  private static String joined(List<Long> items) {
    return items.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /// How often each saying was counted.
  ///
  /// @param cells counts by the number of their cell
  /// @param written what was written, by the cell that counts it
  Map<Long, Long> counted(
      Map<Long, Long> cells, Map<Long, String> written, long poll, List<Long> items) {
    Map<String, Long> byText = new HashMap<>();
    written.forEach((cell, text) -> byText.merge(text, in(cells, cell), Long::sum));
    Map<Long, Long> counts = new HashMap<>();
    long counted = 0;
    for (int i = 0; i < COUNT; i++) {
      long n =
          switch (this) {
            case SEVERAL ->
                in(cells, items.get(i)) - (i + 1 < COUNT ? in(cells, items.get(i + 1)) : 0);
            case RATING ->
                same(
                    in(cells, items.getFirst() * PARTS + i),
                    in(cells, items.getLast() * PARTS + COUNT - 1 - i));
            case RANKING -> same(places(cells, turned(items, i)));
            case NUMBER -> byText.getOrDefault(Integer.toString(i), 0L);
            case WORDS -> same(byText.getOrDefault("w" + i, 0L), byText.getOrDefault("x" + i, 0L));
            case TEXT -> byText.getOrDefault("text " + i, 0L);
          };
      counted += n;
      if (n != 0) {
        counts.put(id(poll, i), n);
      }
    }
    if (counted != in(cells, PEOPLE)) {
      counts.put(UNCOUNTED, in(cells, PEOPLE) - counted);
    }
    return counts;
  }

  private static long[] places(Map<Long, Long> cells, List<Long> ranking) {
    return IntStream.range(0, ranking.size())
        .mapToLong(place -> in(cells, ranking.get(place) * PARTS + place + 1))
        .toArray();
  }

  /// What one person says together is counted together; else it is nothing that was said.
  private static long same(long... counts) {
    return LongStream.of(counts).distinct().count() == 1 ? counts[0] : Integer.MIN_VALUE;
  }

  private static long in(Map<Long, Long> cells, long cell) {
    return cells.getOrDefault(cell, 0L);
  }
}
