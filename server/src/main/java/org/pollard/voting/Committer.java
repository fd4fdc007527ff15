package org.pollard.voting;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;

/// Writes waiting votes many to a transaction. Thread-safe.
///
/// One thread takes whatever is waiting, never waiting for more: a lone vote commits at once, and
/// under load the votes that arrive during one commit make up the next. A transaction that failed
/// fails every vote in it; none is written again, since after a failed flush nobody knows what is
/// on disk.
final class Committer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Committer.class.getName());
  private static final Duration LAST_COMMITS = Duration.ofSeconds(10);

  private final VoteStore store;
  private final InstantSource clock;
  private final BiConsumer<SessionId, Collection<VoterId>> counted;
  private final int mostInBatch;
  private final BlockingQueue<Waiting> queue;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean ended;
  private volatile boolean failing;

  private record Waiting(Vote vote, CompletableFuture<VoteOutcome> outcome) {

    Key key() {
      return new Key(vote.session(), vote.voter());
    }
  }

  private record Key(SessionId session, VoterId voter) {}

  /// @param counted is told in which session votes of whom were counted, after they are durable and
  ///   acknowledged
  /// @param mostWaiting votes that may wait; more are refused as busy
  /// @param mostInBatch votes that share a transaction at most
  Committer(
      VoteStore store,
      InstantSource clock,
      BiConsumer<SessionId, Collection<VoterId>> counted,
      int mostWaiting,
      int mostInBatch) {
    this.store = store;
    this.clock = clock;
    this.counted = counted;
    this.mostInBatch = mostInBatch;
    this.queue = new ArrayBlockingQueue<>(mostWaiting);
    this.thread = Thread.ofPlatform().name("vote-committer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Puts a vote into the queue and returns at once. The future completes on the committer's
  /// thread.
  CompletableFuture<VoteOutcome> cast(Vote vote) {
    Waiting waiting = new Waiting(vote, new CompletableFuture<>());
    if (closed || !queue.offer(waiting)) {
      return CompletableFuture.completedFuture(new VoteOutcome.Busy());
    }
    // It may have come after the last look into the queue, where nobody would ever find it.
    if (ended && queue.remove(waiting)) {
      waiting.outcome().complete(new VoteOutcome.Busy());
    }
    return waiting.outcome();
  }

  /// Whether the last transaction failed.
  boolean failing() {
    return failing;
  }

  private void run() {
    Deque<Waiting> deferred = new ArrayDeque<>();
    while (!closed || !queue.isEmpty() || !deferred.isEmpty()) {
      try {
        List<Waiting> batch = next(deferred);
        if (!batch.isEmpty()) {
          commit(batch);
        }
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  /// The next votes to write, at most one of each voter in a session: a second one waits for the
  /// next transaction, where it meets the first as any earlier vote.
  private List<Waiting> next(Deque<Waiting> deferred) throws InterruptedException {
    List<Waiting> taken = new ArrayList<>(deferred);
    deferred.clear();
    if (taken.isEmpty()) {
      @Nullable Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
      if (first == null) {
        return List.of();
      }
      taken.add(first);
    }
    queue.drainTo(taken, Math.max(0, mostInBatch - taken.size()));
    Set<Key> seen = HashSet.newHashSet(taken.size());
    List<Waiting> batch = new ArrayList<>(taken.size());
    for (Waiting each : taken) {
      if (seen.add(each.key())) {
        batch.add(each);
      } else {
        deferred.add(each);
      }
    }
    return batch;
  }

  /// Throws nothing, since the thread would end with it and every later vote wait for ever.
  @SuppressWarnings("CatchingUnchecked")
  private void commit(List<Waiting> batch) {
    List<VoteOutcome> outcomes;
    try {
      outcomes = store.cast(batch.stream().map(Waiting::vote).toList(), clock.instant());
      if (outcomes.size() != batch.size()) {
        throw new IllegalStateException(outcomes.size() + " outcomes");
      }
      failing = false;
    } catch (Throwable e) {
      failing = true;
      LOG.log(System.Logger.Level.ERROR, "A transaction of " + batch.size() + " votes failed", e);
      batch.forEach(each -> each.outcome().complete(new VoteOutcome.Failed()));
      return;
    }
    Map<SessionId, Collection<VoterId>> touched = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      if (outcomes.get(i) instanceof VoteOutcome.Counted) {
        Vote vote = batch.get(i).vote();
        touched.computeIfAbsent(vote.session(), _ -> new ArrayList<>()).add(vote.voter());
      }
      batch.get(i).outcome().complete(outcomes.get(i));
    }
    touched.forEach(this::tell);
  }

  private void tell(SessionId session, Collection<VoterId> voters) {
    try {
      counted.accept(session, voters);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Votes were counted, but who is told of it failed", e);
    }
  }

  /// Takes no more votes, writes those that wait, and ends the thread.
  @Override
  public void close() {
    closed = true;
    try {
      if (thread.isAlive()) {
        thread.join(LAST_COMMITS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended = true;
    List<Waiting> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(each -> each.outcome().complete(new VoteOutcome.Busy()));
  }
}
