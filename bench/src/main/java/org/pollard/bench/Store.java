package org.pollard.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;
import org.pollard.store.Database;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// Casts votes without a server, in the way that the server does. Confined; closing closes the
/// database.
final class Store implements AutoCloseable {

  private static final int MOST_IN_BATCH = 2_000;
  private static final long FIRST_ID = 1_000_000;
  private static final int BITS = 24;

  private final Database database;

  Store(Storage.Opened opened) {
    this.database = Database.open(opened.url(), Path.of(opened.folder().toString()));
  }

  /// The id of the voter with this number, below 2^24: neighbours in number are far from each other
  /// in id, and no two are the same.
  static long scattered(int number) {
    int mask = (1 << BITS) - 1;
    int mixed = number * 0x9E3779B1 & mask;
    mixed ^= mixed >>> (BITS / 2);
    mixed = mixed * 0x85EBCA6B & mask;
    mixed ^= mixed >>> (BITS / 2);
    return FIRST_ID + mixed;
  }

  /// Has scattered voters from one number up to another vote in a session.
  void cast(long session, List<Long> choices, int from, int to) {
    for (int start = from; start < to; start += MOST_IN_BATCH) {
      castOnce(session, choices, Arrival.RANDOM, start, Math.min(to, start + MOST_IN_BATCH));
    }
  }

  /// Has the voters from one number up to another vote in a session, in one transaction.
  void castOnce(long session, List<Long> choices, Arrival arrival, int from, int to) {
    List<Vote> votes = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      Answer answer = new SingleChoice(new ChoiceId(choices.get(i % choices.size())));
      votes.add(new Vote(new SessionId(session), new VoterId(arrival.voter(i)), answer));
    }
    for (VoteOutcome each : new VoteRows(database).cast(votes, Instant.now())) {
      if (!(each instanceof VoteOutcome.Counted)) {
        throw new IllegalStateException("not counted: " + each);
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
