package org.pollard.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What clients asked and were told, in any order. Immutable. Times are those of
/// [System#nanoTime()]; `began` is before the request was sent, `ended` after its answer was read.
record History(
    List<Try> tries, List<Change> changes, List<ChoiceDeletion> deletions, List<Seen> seen) {

  History {
    tries = List.copyOf(tries);
    changes = List.copyOf(changes);
    deletions = List.copyOf(deletions);
    seen = List.copyOf(seen);
  }

  static History of(List<History> parts) {
    return new History(
        parts.stream().flatMap(each -> each.tries().stream()).toList(),
        parts.stream().flatMap(each -> each.changes().stream()).toList(),
        parts.stream().flatMap(each -> each.deletions().stream()).toList(),
        parts.stream().flatMap(each -> each.seen().stream()).toList());
  }

  /// Everything in the order of its beginning, for people.
  List<String> lines() {
    Map<Long, List<String>> byBeginning = new TreeMap<>();
    tries.forEach(each -> add(byBeginning, each.began(), each));
    changes.forEach(each -> add(byBeginning, each.began(), each));
    deletions.forEach(each -> add(byBeginning, each.began(), each));
    seen.forEach(each -> add(byBeginning, each.began(), each));
    return byBeginning.values().stream().flatMap(List::stream).toList();
  }

  private static void add(Map<Long, List<String>> lines, long began, Record what) {
    lines.computeIfAbsent(began, _ -> new ArrayList<>()).add(what.toString());
  }

  enum Facade {
    CANVAS,
    LIVE
  }

  /// How a try to vote ended, as its voter saw it.
  enum Answer {
    COUNTED,
    ALREADY_VOTED,
    REFUSED,
    /// No answer, or one that leaves it open: the vote may be counted, now or later.
    UNKNOWN
  }

  /// One request to vote.
  record Try(
      long session, long voter, long choice, Facade facade, Answer answer, long began, long ended) {

    boolean maybeCounted() {
      return answer == Answer.COUNTED || answer == Answer.UNKNOWN;
    }

    /// After this moment it changes nothing any more.
    long landsBy() {
      return answer == Answer.UNKNOWN ? Long.MAX_VALUE : ended;
    }
  }

  enum What {
    OPEN,
    CLOSE,
    DELETE
  }

  /// One request that changes a session.
  record Change(long session, What what, boolean acknowledged, long began, long ended) {

    /// After this moment it changes nothing any more.
    long landsBy() {
      return acknowledged ? ended : Long.MAX_VALUE;
    }
  }

  /// One request to delete a choice with the votes for it.
  record ChoiceDeletion(long choice, boolean acknowledged, long began, long ended) {}

  /// One snapshot that a client got.
  ///
  /// @param reader who read it, one after the other
  /// @param shown whether results were in it; each kind has versions of its own
  /// @param votes in all; 0 unless shown
  /// @param began it was surely taken after this
  record Seen(
      int reader, long session, boolean shown, long version, long votes, long began, long ended) {}
}
