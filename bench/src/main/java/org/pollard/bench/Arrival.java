package org.pollard.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/// In which order voters come, whose ids are the key of their votes.
enum Arrival {

  /// Any: people who have been there for long, each time they vote again. The worst for a b-tree.
  RANDOM("") {
    @Override
    long voter(int number) {
      return Store.scattered(number);
    }
  },

  /// Roughly that of their ids: guests, who get theirs as they join, with a few thousand who think
  /// about their answers at the same time.
  AS_JOINED(", voters roughly in the order of joining") {
    @Override
    long voter(int number) {
      return FIRST_JOINED + number - number % AT_A_TIME + WITHIN.get(number % AT_A_TIME);
    }
  };

  /// Behind those of all scattered voters.
  private static final long FIRST_JOINED = 1L << 25;

  private static final int AT_A_TIME = 4_096;
  private static final List<Long> WITHIN = shuffled();

  private final String words;

  Arrival(String words) {
    this.words = words;
  }

  /// What is said of it, behind what is measured.
  String words() {
    return words;
  }

  /// The id of the voter who comes at this place. No two are the same.
  abstract long voter(int number);

  private static List<Long> shuffled() {
    List<Long> all = new ArrayList<>(LongStream.range(0, AT_A_TIME).boxed().toList());
    Collections.shuffle(all, new Random(42));
    return List.copyOf(all);
  }
}
