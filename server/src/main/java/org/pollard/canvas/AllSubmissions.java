package org.pollard.canvas;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;
import org.pollard.voting.CountedVote;
import org.pollard.voting.VoteStore;

/// All votes of a session, read in slices while they are written, so that a list of any length
/// costs the memory of one slice and no read stays open for a slow client. Iterating may wait for
/// the database.
final class AllSubmissions implements Iterable<PollSubmissionWire> {

  private static final int SLICE = 1_000;

  private final VoteStore votes;
  private final SessionId session;

  AllSubmissions(VoteStore votes, SessionId session) {
    this.votes = votes;
    this.session = session;
  }

  @Override
  public Iterator<PollSubmissionWire> iterator() {
    return new InSlices();
  }

  private final class InSlices implements Iterator<PollSubmissionWire> {

    private final Queue<CountedVote> slice = new ArrayDeque<>(SLICE);
    private @Nullable VoterId last;
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (slice.isEmpty() && !ended) {
        List<CountedVote> read = votes.votes(session, last, SLICE);
        slice.addAll(read);
        ended = read.size() < SLICE;
        if (!read.isEmpty()) {
          last = read.getLast().voter();
        }
      }
      return !slice.isEmpty();
    }

    @Override
    public PollSubmissionWire next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return PollSubmissionWire.of(slice.remove());
    }
  }
}
