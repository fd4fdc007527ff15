package org.pollard.meeting;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.MeetingSessionStore.Leave;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.people.BatchLoader;

/// Lets connections of this node into sessions and out of them, many to one transaction.
/// Thread-safe; whoever comes or goes does not wait.
///
/// Comings and goings are in one queue: a going that overtook or followed the coming of a
/// connection with the same peer would take the place away from it.
final class Turnstile {

  private static final Duration LAST_GOINGS = Duration.ofSeconds(5);

  private final MeetingSessionStore store;
  private final InstantSource clock;
  private final String holder;
  private final BatchLoader<Move, Moved> moves;
  private final AtomicLong numbers = new AtomicLong();

  /// Those on their way out, for whom a stop waits a little.
  private final Map<Long, CompletableFuture<?>> goings = new ConcurrentHashMap<>();

  /// Which connection was the last that took a place. Written by the queue and by whoever puts out.
  private final Map<PeerKey, Long> newest = new ConcurrentHashMap<>();

  /// What became of the wish to come in.
  ///
  /// @param number tells this coming from others with the same peer
  record Entered(Joining joining, long number) {}

  /// Numbers keep two equal moves apart.
  private sealed interface Move {
    record Wish(long number, Join join) implements Move {}

    /// @param coming the number of the coming that is taken back
    record Going(long number, Leave leave, long coming) implements Move {}

    /// A place that is taken in the database, and where nobody sits.
    record Clearing(Leave leave) implements Move {}
  }

  /// What became of a move: of a wish the joining, of a going who has left.
  private sealed interface Moved {
    record In(Joining joining) implements Moved {}

    record Out(Peer peer) implements Moved {}
  }

  /// @param holder names this run of this node, as no other run is named
  /// @param executor where the database is asked, which may wait
  /// @param mostWaiting moves that may wait; more are refused
  Turnstile(
      MeetingSessionStore store,
      InstantSource clock,
      String holder,
      Executor executor,
      int mostWaiting) {
    this.store = store;
    this.clock = clock;
    this.holder = holder;
    this.moves = new BatchLoader<>(this::moveAll, executor, mostWaiting);
  }

  /// @param peer is taken over when it is known
  CompletableFuture<Entered> enter(ParticipantId participant, String peer) {
    Move.Wish wish = new Move.Wish(numbers.incrementAndGet(), new Join(participant, peer, holder));
    return moves
        .load(wish)
        .handle(
            (moved, fault) -> {
              if (fault instanceof RejectedExecutionException) {
                return new Entered(new Joining.Full(), wish.number());
              }
              if (!(moved instanceof Moved.In(Joining joining))) {
                throw new IllegalStateException("joining failed", fault);
              }
              return new Entered(joining, wish.number());
            });
  }

  /// Completes with who has left; with nobody when somebody else has taken the place since.
  ///
  /// @param coming the number of the coming that is taken back
  CompletableFuture<Optional<Peer>> leave(PeerKey place, long coming) {
    long number = numbers.incrementAndGet();
    CompletableFuture<@Nullable Moved> going =
        moves.load(new Move.Going(number, new Leave(place, holder), coming));
    goings.put(number, going);
    return going
        .whenComplete(
            (_, fault) -> {
              goings.remove(number);
              if (fault != null) {
                // Too many waited: nobody sits there any more, and the place can be cleared later.
                newest.remove(place, coming);
              }
            })
        .thenApply(Turnstile::whoLeft);
  }

  /// Frees a place that this holder has according to the database, unless somebody sits there after
  /// all or is about to. Completes with who has left.
  CompletableFuture<Optional<Peer>> clearEmpty(PeerKey place) {
    return moves.load(new Move.Clearing(new Leave(place, holder))).thenApply(Turnstile::whoLeft);
  }

  private static Optional<Peer> whoLeft(@Nullable Moved moved) {
    return moved instanceof Moved.Out(Peer left) ? Optional.of(left) : Optional.empty();
  }

  /// Has a going of this coming change nothing any more, since others have seen to it.
  void forget(PeerKey place, long coming) {
    newest.remove(place, coming);
  }

  /// Lets these go at once, after those who are on their way out. Waits for the database.
  void clear(Collection<PeerKey> places) {
    CompletableFuture.allOf(goings.values().toArray(CompletableFuture<?>[]::new))
        .exceptionally(_ -> null)
        .orTimeout(LAST_GOINGS.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    if (!places.isEmpty()) {
      store.leave(places.stream().map(place -> new Leave(place, holder)).toList(), clock.instant());
    }
  }

  /// Those who go first: they sat before anybody came who is in the queue with them.
  private Map<Move, Moved> moveAll(Set<Move> asked) {
    List<Move.Wish> wishes = new ArrayList<>();
    Map<Move, Leave> leaving = new LinkedHashMap<>();
    for (Move each : asked) {
      switch (each) {
        case Move.Wish wish -> wishes.add(wish);
        // Somebody with the same peer has taken the place already.
        case Move.Going going when newest.remove(going.leave().peer(), going.coming()) ->
            leaving.put(going, going.leave());
        case Move.Going _ -> {}
        // Every coming that is stored and was told is known here, since all come through the queue.
        case Move.Clearing clearing when !newest.containsKey(clearing.leave().peer()) ->
            leaving.put(clearing, clearing.leave());
        case Move.Clearing _ -> {}
      }
    }
    Map<Move, Moved> found = HashMap.newHashMap(asked.size());
    if (!leaving.isEmpty()) {
      leaveAll(leaving, found);
    }
    if (!wishes.isEmpty()) {
      joinAll(wishes, found);
    }
    return found;
  }

  private void joinAll(List<Move.Wish> wishes, Map<Move, Moved> found) {
    List<Joining> outcomes =
        store.join(wishes.stream().map(Move.Wish::join).toList(), clock.instant());
    for (int i = 0; i < wishes.size(); i++) {
      Move.Wish wish = wishes.get(i);
      if (outcomes.get(i) instanceof Joining.Joined joined) {
        newest.put(new PeerKey(joined.peer().session(), joined.peer().id()), wish.number());
      }
      found.put(wish, new Moved.In(outcomes.get(i)));
    }
  }

  private void leaveAll(Map<Move, Leave> leaving, Map<Move, Moved> found) {
    Map<PeerKey, Peer> left = new HashMap<>();
    store
        .leave(List.copyOf(leaving.values()), clock.instant())
        .forEach(each -> left.put(new PeerKey(each.session(), each.id()), each));
    leaving.forEach(
        (move, leave) -> {
          Peer peer = left.get(leave.peer());
          if (peer != null) {
            found.put(move, new Moved.Out(peer));
          }
        });
  }
}
