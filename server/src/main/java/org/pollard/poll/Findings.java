package org.pollard.poll;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people see of results, by kind. Means, medians and quartiles leave abstentions out, are
/// rounded half up to two decimals, and null without answers. Immutable.
public sealed interface Findings {

  /// Votes by choice, in their order, 0 included.
  ///
  /// @param all of them together
  record Votes(Map<ChoiceId, Long> votes, long all) implements Findings {}

  /// A scale for the question itself.
  record Rated(Scale scale) implements Findings {}

  /// A scale for each statement, in their order.
  record Statements(Map<ChoiceId, Scale> scales) implements Findings {}

  /// How often each step was chosen.
  ///
  /// @param steps ascending
  record Scale(
      List<Long> steps, long people, @Nullable BigDecimal mean, @Nullable BigDecimal median) {}

  /// Where each item stands, in the order of the items.
  record Ranked(Map<ChoiceId, Standing> items) implements Findings {}

  /// Where an item stands.
  ///
  /// @param places how often it came first, second, and so on
  /// @param unranked how many ranked others
  /// @param points on average; null while nobody has ranked anything
  /// @param place from 1, which equals share; null likewise
  record Standing(
      List<Long> places, long unranked, @Nullable BigDecimal points, @Nullable Integer place) {}

  /// How numbers are spread.
  ///
  /// @param bins ascending and of equal width, both ends among each; none without answers
  record Spread(
      @Nullable BigDecimal least,
      @Nullable BigDecimal lowerQuartile,
      @Nullable BigDecimal median,
      @Nullable BigDecimal upperQuartile,
      @Nullable BigDecimal most,
      @Nullable BigDecimal mean,
      List<Bin> bins)
      implements Findings {}

  /// Numbers that lie beside each other.
  record Bin(BigDecimal from, BigDecimal to, long people) {}

  /// Words that were written, most people first, equals by text.
  ///
  /// @param different how many there are, of which the list may hold some only
  record Words(List<Said> said, long different) implements Findings {}

  /// The same of whole texts.
  record Texts(List<Said> said, long different) implements Findings {}

  /// An entry as it is shown.
  record Said(EntryId id, String text, long people, EntryState state) {}
}
