package org.pollard.voting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.SessionId;
import org.pollard.pulse.Pulse;

/// Writes waiting votes many to a transaction. Thread-safe.
///
/// One thread takes whatever is waiting, never waiting for more: a lone vote commits at once, and
/// under load the votes that arrive during one commit make up the next. A transaction that failed
/// fails every vote in it; none is written again, since after a failed flush nobody knows what is
/// on disk.
final class Committer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Committer.class.getName());
  private static final Duration LAST_COMMITS = Duration.ofSeconds(10);

  /// Votes of one voter in one session that may wait: a few taps and tries from a few devices.
  private static final int MOST_OF_ONE = 20;

  private final VoteStore store;
  private final InstantSource clock;
  private final BiConsumer<SessionId, Collection<VoterId>> counted;
  private final int mostInBatch;
  private final BlockingQueue<Waiting> queue;
  private final Map<Key, Integer> waitingOf = new ConcurrentHashMap<>();
  private final Thread thread;
  private final VotingFigures figures;
  private volatile boolean closed;
  private volatile boolean ended;
  private volatile @Nullable String fault;

  /// What is neither in the queue nor settled; confined to the thread.
  private final List<Waiting> taken = new ArrayList<>();

  /// What is settled, by where it is to be told; confined to the thread.
  private final Map<Executor, List<Waiting>> settled = new LinkedHashMap<>();

  /// A vote that was brought. One thread has it at a time.
  private static final class Waiting {

    private final Vote vote;
    private final Key key;
    private final Executor where;
    private final Consumer<? super VoteOutcome> then;
    private @Nullable VoteOutcome outcome;

    Waiting(Vote vote, Executor where, Consumer<? super VoteOutcome> then) {
      this.vote = vote;
      this.key = new Key(vote.session(), vote.voter());
      this.where = where;
      this.then = then;
    }

    Vote vote() {
      return vote;
    }

    Key key() {
      return key;
    }

    /// Whoever is told may fail, and the others are to be told all the same.
    @SuppressWarnings("CatchingUnchecked")
    void tell() {
      try {
        then.accept(Objects.requireNonNull(outcome));
      } catch (Throwable e) {
        log("A vote was settled, but who is told of it failed", e);
      }
    }
  }

  private record Key(SessionId session, VoterId voter) {}

  /// A vote that goes to the store, and those of the same voter in the same session that came with
  /// it.
  private record Ballot(Waiting first, List<Waiting> repeats) {}

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
    this.figures = new VotingFigures(queue::size);
    this.thread = Thread.ofPlatform().name("vote-committer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Puts a vote into the queue and returns at once. The future completes on the committer's
  /// thread.
  CompletableFuture<VoteOutcome> cast(Vote vote) {
    CompletableFuture<VoteOutcome> outcome = new CompletableFuture<>();
    cast(vote, Runnable::run, outcome::complete);
    return outcome;
  }

  /// The same, telling what became of it.
  ///
  /// @see Voting#cast(Vote, Executor, Consumer)
  void cast(Vote vote, Executor where, Consumer<? super VoteOutcome> then) {
    Waiting waiting = new Waiting(vote, where, then);
    if (waitingOf.merge(waiting.key(), 1, Integer::sum) > MOST_OF_ONE
        || closed
        || !queue.offer(waiting)) {
      refuse(waiting);
    } else if (ended && queue.remove(waiting)) {
      // It came after the last look into the queue, where nobody would ever find it.
      refuse(waiting);
    }
  }

  private void refuse(Waiting vote) {
    if (settled(vote, new VoteOutcome.Busy())) {
      vote.where.execute(vote::tell);
    }
  }

  private void settle(Waiting vote, VoteOutcome outcome) {
    if (settled(vote, outcome)) {
      settled.computeIfAbsent(vote.where, _ -> new ArrayList<>()).add(vote);
    }
  }

  /// False when it was before.
  private boolean settled(Waiting vote, VoteOutcome outcome) {
    if (vote.outcome != null) {
      return false;
    }
    vote.outcome = outcome;
    figures.ended(outcome);
    waitingOf.computeIfPresent(vote.key(), (_, count) -> count == 1 ? null : count - 1);
    return true;
  }

  /// Tells what was settled: one task for all that want to know it in the same place, since waking
  /// an event loop for each of them costs more than the rest of the way back.
  @SuppressWarnings("CatchingUnchecked")
  private void tellSettled() {
    for (var places = settled.entrySet().iterator(); places.hasNext(); ) {
      Map.Entry<Executor, List<Waiting>> each = places.next();
      Executor where = each.getKey();
      List<Waiting> votes = each.getValue();
      places.remove();
      try {
        where.execute(() -> votes.forEach(Waiting::tell));
      } catch (Throwable e) {
        log("Votes were settled, but there is nowhere to tell it", e);
      }
    }
  }

  VotingFigures figures() {
    return figures;
  }

  /// Whether the last transaction failed.
  boolean failing() {
    return fault != null;
  }

  Pulse pulse() {
    boolean over = thread.getState() == Thread.State.TERMINATED && !closed;
    return new Pulse(thread.getName(), !over, fault);
  }

  @SuppressWarnings("CatchingUnchecked")
  private void run() {
    Deque<Waiting> deferred = new ArrayDeque<>();
    while (!closed || !queue.isEmpty() || !deferred.isEmpty()) {
      try {
        List<Ballot> batch = next(deferred);
        if (!batch.isEmpty()) {
          commit(batch, deferred);
        }
      } catch (InterruptedException e) {
        closed = true;
      } catch (Throwable e) {
        // The thread would end with it and every later vote wait for ever.
        giveUp(deferred, e);
      }
    }
  }

  /// What was taken is settled, or goes with the next ones; what became of it nobody knows.
  private void giveUp(Deque<Waiting> deferred, Throwable e) {
    fault = e.getClass().getName();
    for (Waiting each : taken) {
      if (!deferred.contains(each)) {
        settle(each, new VoteOutcome.Failed());
      }
    }
    tellSettled();
    log("The committer failed; it goes on", e);
  }

  /// The next votes to write, at most one of each voter in a session; further ones go along.
  private List<Ballot> next(Deque<Waiting> deferred) throws InterruptedException {
    taken.clear();
    taken.addAll(deferred);
    deferred.clear();
    if (taken.isEmpty()) {
      @Nullable Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
      if (first == null) {
        return List.of();
      }
      taken.add(first);
    }
    queue.drainTo(taken, Math.max(0, mostInBatch - taken.size()));
    Map<Key, Ballot> batch = LinkedHashMap.newLinkedHashMap(taken.size());
    for (Waiting each : taken) {
      @Nullable Ballot own = batch.putIfAbsent(each.key(), new Ballot(each, new ArrayList<>(0)));
      if (own != null) {
        own.repeats().add(each);
      }
    }
    return List.copyOf(batch.values());
  }

  /// Throws nothing, since the thread would end with it and every later vote wait for ever.
  @SuppressWarnings("CatchingUnchecked")
  private void commit(List<Ballot> batch, Deque<Waiting> deferred) {
    List<VoteOutcome> outcomes;
    long begun = System.nanoTime();
    try {
      outcomes =
          store.cast(batch.stream().map(each -> each.first().vote()).toList(), clock.instant());
      if (outcomes.size() != batch.size()) {
        throw new IllegalStateException(outcomes.size() + " outcomes");
      }
      fault = null;
    } catch (Throwable e) {
      fault = e.getClass().getName();
      for (Ballot each : batch) {
        settle(each.first(), new VoteOutcome.Failed());
        each.repeats().forEach(repeat -> settle(repeat, new VoteOutcome.Failed()));
      }
      tellSettled();
      log("A transaction of " + batch.size() + " votes failed", e);
      return;
    } finally {
      figures.committed(batch.size(), System.nanoTime() - begun);
    }
    Map<SessionId, Collection<VoterId>> touched = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      Vote vote = batch.get(i).first().vote();
      if (outcomes.get(i) instanceof VoteOutcome.Counted) {
        touched.computeIfAbsent(vote.session(), _ -> new ArrayList<>()).add(vote.voter());
      }
      settle(batch.get(i).first(), outcomes.get(i));
      for (Waiting repeat : batch.get(i).repeats()) {
        @Nullable VoteOutcome outcome = ofRepeat(repeat.vote(), vote, outcomes.get(i));
        if (outcome == null) {
          deferred.add(repeat);
        } else {
          settle(repeat, outcome);
        }
      }
    }
    tellSettled();
    touched.forEach(this::tell);
  }

  /// What the store would say of a vote that the same voter cast in the same session right after
  /// another one, if that is certain; null when it has to be asked. So nobody who sends one vote
  /// again and again makes work for the database, or holds up others.
  private static @Nullable VoteOutcome ofRepeat(Vote repeat, Vote first, VoteOutcome outcome) {
    boolean other = !repeat.answer().equals(first.answer());
    // Two numbers may be the same only after they were rounded, which the question does.
    boolean unsure = other && repeat.answer() instanceof Answer.Numeric;
    return switch (outcome) {
      case VoteOutcome.Counted _, VoteOutcome.AlreadyVoted _ when repeat.replaces() && other ->
          null;
      case VoteOutcome.Counted(@Nullable Instant at, _, _) when unsure && at != null -> null;
      case VoteOutcome.Counted(@Nullable Instant at, _, _) ->
          // Nothing stored tells what was voted where nothing tells when.
          new VoteOutcome.AlreadyVoted(at == null ? null : first.answer(), at);
      case VoteOutcome.AlreadyVoted _,
          VoteOutcome.Closed _,
          VoteOutcome.UnknownSession _,
          VoteOutcome.Newer _ ->
          outcome;
      case VoteOutcome.UnknownChoice _, VoteOutcome.Invalid _ -> other ? null : outcome;
      case VoteOutcome.Full _, VoteOutcome.Busy _, VoteOutcome.Failed _ -> null;
    };
  }

  @SuppressWarnings("CatchingUnchecked")
  private void tell(SessionId session, Collection<VoterId> voters) {
    try {
      counted.accept(session, voters);
    } catch (Throwable e) {
      log("Votes were counted, but who is told of it failed", e);
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private static void log(String what, Throwable e) {
    try {
      LOG.log(System.Logger.Level.ERROR, what, e);
    } catch (Throwable _) {
      // There is nothing left to tell it with. Health tells.
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
    left.forEach(this::refuse);
  }
}
