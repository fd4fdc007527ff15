package org.pollard.voting;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/// What an operator may know of the voting on this node: numbers, and never whose. Thread-safe.
public final class VotingFigures {

  /// Never changed but in its counters.
  private final Map<Ended, LongAdder> outcomes = new EnumMap<>(Ended.class);

  private final Spread commits = new Spread(System::nanoTime);
  private final Spread batches = new Spread(System::nanoTime);
  private final IntSupplier waiting;

  /// What may become of a vote, by name.
  public enum Ended {
    COUNTED,
    ALREADY_VOTED,
    CLOSED,
    UNKNOWN_CHOICE,
    INVALID,
    FULL,
    UNKNOWN_SESSION,
    NEWER,
    BUSY,
    FAILED;

    static Ended as(VoteOutcome outcome) {
      return switch (outcome) {
        case VoteOutcome.Counted _ -> COUNTED;
        case VoteOutcome.AlreadyVoted _ -> ALREADY_VOTED;
        case VoteOutcome.Closed _ -> CLOSED;
        case VoteOutcome.UnknownChoice _ -> UNKNOWN_CHOICE;
        case VoteOutcome.Invalid _ -> INVALID;
        case VoteOutcome.Full _ -> FULL;
        case VoteOutcome.UnknownSession _ -> UNKNOWN_SESSION;
        case VoteOutcome.Newer _ -> NEWER;
        case VoteOutcome.Busy _ -> BUSY;
        case VoteOutcome.Failed _ -> FAILED;
      };
    }
  }

  VotingFigures(IntSupplier waiting) {
    this.waiting = waiting;
    for (Ended how : Ended.values()) {
      outcomes.put(how, new LongAdder());
    }
  }

  void ended(VoteOutcome outcome) {
    counter(Ended.as(outcome)).increment();
  }

  private LongAdder counter(Ended how) {
    return Objects.requireNonNull(outcomes.get(how));
  }

  void committed(int votes, long nanos) {
    commits.add(nanos);
    batches.add(votes);
  }

  /// How many votes have ended like this.
  public long votes(Ended how) {
    return counter(how).sum();
  }

  /// How many votes wait to be written now.
  public int waiting() {
    return waiting.getAsInt();
  }

  /// How long transactions of votes took, in nanoseconds, those that failed among them.
  public Spread commits() {
    return commits;
  }

  /// How many votes a transaction held.
  public Spread batches() {
    return batches;
  }
}
