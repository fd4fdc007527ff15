package org.pollard.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.torture.History.Answer;
import org.pollard.torture.History.Facade;
import org.pollard.torture.History.Try;
import org.pollard.torture.State.Ballot;
import org.pollard.torture.State.Session;
import org.pollard.torture.Violation.Kind;

/// The rules for one voter in one session.
///
/// @param stored the session; null when it is deleted
/// @param tries in the order of their beginning
/// @param ballots what is stored of this voter; one at most
/// @param choices ids of those that are not deleted
/// @param perhapsDeleted choices that somebody asked to delete: votes for them may be void
record VoterRules(
    long session,
    @Nullable Session stored,
    List<Try> tries,
    List<Ballot> ballots,
    Closings closings,
    Set<Long> choices,
    Set<Long> perhapsDeleted) {

  void check(List<Violation> violations, long voter) {
    String who = "voter " + voter + " in session " + session;
    List<Violation> found = new ArrayList<>();
    once(who, found);
    inTime(who, found);
    repeatsHaveAFirst(who, found);
    if (stored != null) {
      kept(who, stored, found);
    }
    violations.addAll(found);
  }

  private void once(String who, List<Violation> found) {
    if (ballots.size() > 1) {
      report(found, Kind.TWICE, who + " has votes " + ballots);
    }
    List<Try> acknowledged = acknowledged().toList();
    boolean anonymous = stored != null && stored.anonymous();
    long atMostOnce =
        acknowledged.stream()
            .filter(each -> anonymous || each.facade() == Facade.CANVAS)
            .filter(each -> !perhapsDeleted.contains(each.choice()))
            .count();
    long different =
        acknowledged.stream()
            .map(Try::choice)
            .filter(each -> !perhapsDeleted.contains(each))
            .distinct()
            .count();
    if (atMostOnce > 1 || different > 1) {
      report(found, Kind.TWICE, who + " was acknowledged more than once");
    }
  }

  /// The live API acknowledges a repeat of a counted vote also after the close.
  private void inTime(String who, List<Violation> found) {
    acknowledged()
        .filter(closings::contain)
        .filter(each -> each.facade() == Facade.CANVAS || !inTimeFor(each.choice()))
        .findFirst()
        .ifPresent(
            each -> report(found, Kind.LATE, who + " was acknowledged after the close: " + each));
  }

  private void repeatsHaveAFirst(String who, List<Violation> found) {
    tries.stream()
        .filter(each -> each.answer() == Answer.ALREADY_VOTED)
        .filter(
            repeat ->
                tries.stream()
                    .noneMatch(each -> each.maybeCounted() && each.began() < repeat.ended()))
        .findFirst()
        .ifPresent(
            each -> report(found, Kind.UNEXPLAINED, who + " had not voted, but was told: " + each));
  }

  private void kept(String who, Session session, List<Violation> found) {
    @Nullable Ballot ballot = ballots.isEmpty() ? null : ballots.getFirst();
    if (session.anonymous()) {
      if (ballot == null && knowsOfAVote()) {
        report(found, Kind.MISSING, who + " has no participation");
      }
      if (ballot != null && tries.stream().noneMatch(this::explains)) {
        notExplained(who, found, tries.stream().anyMatch(Try::maybeCounted));
      }
      return;
    }
    for (Try each : acknowledged().toList()) {
      boolean same = ballot != null && Long.valueOf(each.choice()).equals(ballot.choice());
      if (choices.contains(each.choice()) && !same) {
        report(found, Kind.MISSING, who + " chose " + each.choice() + ", stored is " + ballot);
        return;
      }
    }
    boolean mayBeVoid = tries.stream().anyMatch(each -> perhapsDeleted.contains(each.choice()));
    if (ballot == null && !mayBeVoid && knowsOfAVote()) {
      report(found, Kind.MISSING, who + " has voted and has no vote");
    }
    if (ballot != null && ballot.choice() != null && !inTimeFor(ballot.choice())) {
      long choice = ballot.choice();
      notExplained(
          who,
          found,
          tries.stream().anyMatch(each -> each.maybeCounted() && each.choice() == choice));
    }
  }

  private void notExplained(String who, List<Violation> found, boolean late) {
    if (late) {
      report(found, Kind.LATE, who + " has a vote sent after the close: " + ballots);
    } else {
      report(found, Kind.UNEXPLAINED, who + " never cast or was refused: " + ballots);
    }
  }

  private boolean knowsOfAVote() {
    return tries.stream()
        .anyMatch(each -> each.answer() == Answer.COUNTED || each.answer() == Answer.ALREADY_VOTED);
  }

  private boolean inTimeFor(long choice) {
    return tries.stream().anyMatch(each -> each.choice() == choice && explains(each));
  }

  private boolean explains(Try vote) {
    return vote.maybeCounted() && !closings.contain(vote);
  }

  private java.util.stream.Stream<Try> acknowledged() {
    return tries.stream().filter(each -> each.answer() == Answer.COUNTED);
  }

  private void report(List<Violation> found, Kind kind, String what) {
    found.add(Violation.of(kind, what, tries));
  }
}
