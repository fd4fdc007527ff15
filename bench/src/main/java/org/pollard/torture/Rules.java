package org.pollard.torture;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pollard.torture.History.Change;
import org.pollard.torture.History.ChoiceDeletion;
import org.pollard.torture.History.What;
import org.pollard.torture.State.Ballot;
import org.pollard.torture.State.Session;
import org.pollard.torture.Violation.Kind;

/// The rules of voting as a plain model: judges what is stored by what clients were told. Confined
/// to the call.
///
/// What a client knows is one-sided: a vote without an answer may be counted or not, so both are
/// right. Whatever was answered binds.
final class Rules {

  private final History history;
  private final State state;
  private final Set<Long> perhapsDeleted = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private Rules(History history, State state) {
    this.history = history;
    this.state = state;
    history.deletions().forEach(each -> perhapsDeleted.add(each.choice()));
  }

  /// Empty when every promise was kept.
  static List<Violation> check(History history, State state) {
    Rules rules = new Rules(history, state);
    rules.deletions();
    rules.sessions();
    rules.violations.addAll(Versions.check(history.seen()));
    return rules.violations;
  }

  private void deletions() {
    Map<Long, List<Change>> changes =
        history.changes().stream()
            .filter(each -> each.what() == What.DELETE)
            .collect(groupingBy(Change::session));
    changes.forEach(
        (session, deletions) -> {
          if (deletions.stream().anyMatch(Change::acknowledged)
              && state.sessions().containsKey(session)) {
            report(Kind.DELETION, "session " + session + " was deleted and is there", deletions);
          }
        });
    history.changes().stream()
        .map(Change::session)
        .distinct()
        .filter(each -> !changes.containsKey(each) && !state.sessions().containsKey(each))
        .forEach(each -> report(Kind.DELETION, "session " + each + " is gone", List.of()));
    for (ChoiceDeletion deletion : history.deletions()) {
      if (deletion.acknowledged() && state.choices().contains(deletion.choice())) {
        report(
            Kind.DELETION,
            "choice " + deletion.choice() + " was deleted and is there",
            List.of(deletion));
      }
    }
    history.tries().stream()
        .filter(each -> each.answer() == History.Answer.COUNTED)
        .map(History.Try::choice)
        .distinct()
        .filter(each -> !perhapsDeleted.contains(each) && !state.choices().contains(each))
        .forEach(each -> report(Kind.DELETION, "choice " + each + " is gone", List.of()));
  }

  private void sessions() {
    var tries = history.tries().stream().collect(groupingBy(History.Try::session));
    var changes = history.changes().stream().collect(groupingBy(Change::session));
    Set<Long> all = new TreeSet<>(tries.keySet());
    all.addAll(state.sessions().keySet());
    for (long session : all) {
      Session stored = state.sessions().get(session);
      Closings closings = new Closings(changes.getOrDefault(session, List.of()));
      var triesOf =
          tries.getOrDefault(session, List.of()).stream()
              .sorted(Comparator.comparingLong(History.Try::began))
              .collect(groupingBy(History.Try::voter));
      Map<Long, List<Ballot>> ballots =
          stored == null ? Map.of() : stored.ballots().stream().collect(groupingBy(Ballot::voter));
      Set<Long> voters = new TreeSet<>(triesOf.keySet());
      voters.addAll(ballots.keySet());
      for (long voter : voters) {
        new VoterRules(
                session,
                stored,
                triesOf.getOrDefault(voter, List.of()),
                ballots.getOrDefault(voter, List.of()),
                closings,
                state.choices(),
                perhapsDeleted)
            .check(violations, voter);
      }
      if (stored != null) {
        tally(session, stored, tries.getOrDefault(session, List.of()));
      }
    }
  }

  private void tally(long session, Session stored, List<History.Try> tries) {
    long total = stored.tally().values().stream().mapToLong(Long::longValue).sum();
    if (total != stored.ballots().size()) {
      report(
          Kind.TALLY,
          "session " + session + ": tally " + total + ", votes " + stored.ballots().size(),
          List.of(stored.tally()));
    }
    Map<Long, Long> least = counts(stored.ballots());
    Map<Long, Long> most = new HashMap<>(least);
    if (stored.anonymous()) {
      for (History.Try each : tries) {
        if (each.answer() == History.Answer.COUNTED) {
          least.merge(each.choice(), 1L, Long::sum);
        }
        if (each.maybeCounted()) {
          most.merge(each.choice(), 1L, Long::sum);
        }
      }
    }
    for (long choice : state.choices()) {
      long n = stored.tally().getOrDefault(choice, 0L);
      if (n < least.getOrDefault(choice, 0L) || n > most.getOrDefault(choice, 0L)) {
        report(
            Kind.TALLY,
            "session %d, choice %d: tally %d, votes %d to %d"
                .formatted(
                    session,
                    choice,
                    n,
                    least.getOrDefault(choice, 0L),
                    most.getOrDefault(choice, 0L)),
            List.of());
      }
    }
  }

  private static Map<Long, Long> counts(List<Ballot> ballots) {
    Map<Long, Long> counts = new HashMap<>();
    for (Ballot ballot : ballots) {
      @Nullable Long choice = ballot.choice();
      if (choice != null) {
        counts.merge(choice, 1L, Long::sum);
      }
    }
    return counts;
  }

  private void report(Kind kind, String what, List<?> evidence) {
    violations.add(Violation.of(kind, what, evidence));
  }
}
