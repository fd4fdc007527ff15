package org.pollard.poll;

import java.util.Comparator;
import java.util.List;

/// Something that was written in a session, once for everything that counts as the same. Immutable.
///
/// @param spellings in which it was written, in any order
public record Entry(EntryId id, EntryState state, List<Spelling> spellings) {

  private static final Comparator<Spelling> MOST_USED =
      Comparator.comparingLong(Spelling::people)
          .reversed()
          .thenComparing(Spelling::text, Wording::compare);

  public Entry {
    spellings = List.copyOf(spellings);
  }

  /// One way in which it was written.
  ///
  /// @param people who wrote it so, at least one
  public record Spelling(String text, long people) {}

  /// How many people wrote it.
  public long people() {
    return spellings.stream().mapToLong(Spelling::people).sum();
  }

  /// As it is shown: the spelling that is used most, then the smallest by code point.
  public String text() {
    return spellings.stream().min(MOST_USED).map(Spelling::text).orElse("");
  }
}
