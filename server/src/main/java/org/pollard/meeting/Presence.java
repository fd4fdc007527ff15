package org.pollard.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.MeetingSessionStore.Leave;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.people.BatchLoader;
import org.pollard.people.VoterId;

/// Who is present in meetings: lets connections in and out, puts participants out, and ends
/// sessions to which nobody comes back. Thread-safe.
///
/// The tables are the truth, shared by all nodes: a row for each connection, held by the run of a
/// node that says now and then that it lives. When a node dies, what it held has left when it was
/// last heard of. Only the connections themselves are kept in memory, to be told of their fate;
/// what other nodes did to them is found once a second.
public final class Presence implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Presence.class.getName());
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration KICKED_LATELY = Duration.ofMinutes(1);
  private static final Duration LAST_GOINGS = Duration.ofSeconds(5);
  private static final int MOST_CONNECTIONS = 50_000;

  private final MeetingSessionStore store;
  private final MeetingAccess access;
  private final MeetingChanges changes;
  private final InstantSource clock;

  /// This run of this node; a number that a later run may get again would not do.
  private final String holder;

  private final Map<PeerKey, Seat> seats = new ConcurrentHashMap<>();
  private final AtomicLong wishes = new AtomicLong();

  /// Comings and goings in one queue: a going that overtook or followed the coming of a connection
  /// with the same peer would take the place away from it.
  private final BatchLoader<Move, Moved> moves;

  /// Those on their way out, for whom a stop waits a little.
  private final Map<Long, CompletableFuture<?>> goings = new ConcurrentHashMap<>();

  /// Which connection was the last that took a place. Written by the queue and by whoever puts out.
  private final Map<PeerKey, Long> newest = new ConcurrentHashMap<>();

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("presence").daemon().factory());
  private Instant lastBeat = Instant.EPOCH;

  /// A connection's place. Whoever holds it gives it up with [#leave(Seat)] when the connection
  /// ends, in whatever way.
  public record Seat(Joining.Joined joined, Connection connection, long number) {

    public MeetingSession session() {
      return joined.session();
    }

    public Peer peer() {
      return joined.peer();
    }

    PeerKey key() {
      return new PeerKey(peer().session(), peer().id());
    }
  }

  /// What became of the wish to join: a seat, or why there is none.
  public record Entry(Joining joining, @Nullable Seat seat) {}

  /// Numbers keep two equal moves apart.
  private sealed interface Move {
    record Wish(long number, Join join) implements Move {}

    /// @param seat the number of the seat that is given up
    record Going(long number, Leave leave, long seat) implements Move {}
  }

  /// What became of a move: of a wish the joining, of a going who has left.
  private sealed interface Moved {
    record In(Joining joining) implements Moved {}

    record Out(Peer peer) implements Moved {}
  }

  /// @param holder names this run of this node, as no other run is named
  /// @param executor where the database is asked, which may wait
  public Presence(
      MeetingSessionStore store,
      MeetingAccess access,
      MeetingChanges changes,
      InstantSource clock,
      String holder,
      Executor executor) {
    this.store = store;
    this.access = access;
    this.changes = changes;
    this.clock = clock;
    this.holder = holder;
    this.moves = new BatchLoader<>(this::moveAll, executor, 2 * MOST_CONNECTIONS);
  }

  /// Begins to say that this node lives while it holds connections, and to tidy up after nodes that
  /// do not live any more.
  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Lets a connection of a participant in. Never waits; many that come together share a
  /// transaction.
  ///
  /// @param peer chosen by the client, or made for it; a peer that is known is taken over
  public CompletableFuture<Entry> join(
      ParticipantId participant, String peer, Connection connection) {
    if (seats.size() >= MOST_CONNECTIONS) {
      return CompletableFuture.completedFuture(new Entry(new Joining.Full(), null));
    }
    Move.Wish wish = new Move.Wish(wishes.incrementAndGet(), new Join(participant, peer, holder));
    return moves
        .load(wish)
        .handle(
            (moved, fault) -> {
              if (fault instanceof RejectedExecutionException) {
                return new Entry(new Joining.Full(), null);
              }
              if (!(moved instanceof Moved.In(Joining joining))) {
                throw new IllegalStateException("joining failed", fault);
              }
              return joining instanceof Joining.Joined joined
                  ? new Entry(joining, sit(joined, connection, wish.number()))
                  : new Entry(joining, null);
            });
  }

  private Seat sit(Joining.Joined joined, Connection connection, long number) {
    Seat seat = new Seat(joined, connection, number);
    Seat before = seats.put(seat.key(), seat);
    if (before != null) {
      before.connection().replaced();
    }
    access.forget(joined.session().id(), List.of(joined.peer().voter()));
    changes.joined(joined.peer());
    return seat;
  }

  /// Gives a seat up; a second call changes nothing, nor does one for a connection that was
  /// replaced or put out. Never waits.
  public void leave(Seat seat) {
    if (seats.remove(seat.key(), seat)) {
      long number = wishes.incrementAndGet();
      CompletableFuture<@Nullable Moved> going =
          moves.load(new Move.Going(number, new Leave(seat.key(), holder), seat.number()));
      goings.put(number, going);
      var _ =
          going.whenComplete(
              (moved, fault) -> {
                goings.remove(number);
                if (fault != null) {
                  LOG.log(System.Logger.Level.WARNING, "A leaving is not stored", fault);
                } else if (moved instanceof Moved.Out(Peer left)) {
                  changes.left(left);
                }
              });
    }
  }

  /// Puts the connections of these participants out (null: of all), on every node; gives those that
  /// were there. May wait for the database.
  public List<Peer> kick(MeetingSessionId session, @Nullable Collection<VoterId> voters) {
    List<Peer> gone = store.kick(session, voters, clock.instant());
    gone.forEach(each -> putOut(new PeerKey(each.session(), each.id())));
    gone.forEach(changes::left);
    return gone;
  }

  /// Changes what these participants may do in the session, for all their connections; null leaves
  /// it as it is. May wait for the database.
  public void changePermissions(
      MeetingSessionId session,
      Collection<VoterId> voters,
      @Nullable Boolean create,
      @Nullable Boolean vote,
      @Nullable Boolean view) {
    store.changePermissions(session, voters, create, vote, view);
    access.forget(session, voters);
    changes.permissionsChanged(session, List.copyOf(voters));
  }

  /// How many connections this node holds.
  public int count() {
    return seats.size();
  }

  /// Lets all connections of this node go, and ends the thread. Sessions live on for their while.
  @Override
  public void close() {
    thread.shutdownNow();
    List<Leave> all = seats.keySet().stream().map(key -> new Leave(key, holder)).toList();
    seats.clear();
    try {
      CompletableFuture.allOf(goings.values().toArray(CompletableFuture<?>[]::new))
          .exceptionally(_ -> null)
          .orTimeout(LAST_GOINGS.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      if (!all.isEmpty()) {
        store.leave(all, clock.instant());
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The leaving of connections is not stored", e);
    }
  }

  /// Those who go first: they sat before anybody came who is in the queue with them.
  private Map<Move, Moved> moveAll(Set<Move> asked) {
    List<Move.Wish> wishes = new ArrayList<>();
    List<Move.Going> goings = new ArrayList<>();
    for (Move each : asked) {
      switch (each) {
        case Move.Wish wish -> wishes.add(wish);
        // Somebody with the same peer has taken the place already.
        case Move.Going going when newest.remove(going.leave().peer(), going.seat()) ->
            goings.add(going);
        case Move.Going _ -> {}
      }
    }
    Map<Move, Moved> found = HashMap.newHashMap(asked.size());
    if (!goings.isEmpty()) {
      leaveAll(goings, found);
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

  private void leaveAll(List<Move.Going> goings, Map<Move, Moved> found) {
    Map<PeerKey, Peer> left = new HashMap<>();
    store
        .leave(goings.stream().map(Move.Going::leave).toList(), clock.instant())
        .forEach(each -> left.put(new PeerKey(each.session(), each.id()), each));
    for (Move.Going each : goings) {
      Peer peer = left.get(each.leave().peer());
      if (peer != null) {
        found.put(each, new Moved.Out(peer));
      }
    }
  }

  private void putOut(PeerKey key) {
    Seat seat = seats.remove(key);
    if (seat != null) {
      newest.remove(key, seat.number());
      seat.connection().kicked();
    }
  }

  private void tick() {
    try {
      Instant now = clock.instant();
      if (!seats.isEmpty() && lastBeat.plus(BEAT).isBefore(now)) {
        // First of all: after an outage everybody has been silent, and this node must not drop its
        // own.
        beat(now);
      }
      store.dropSilent(now.minus(SILENCE)).forEach(changes::left);
      lookAtSeats(now);
      store.endDue(now).forEach(this::end);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Presence could not be looked at; trying again", e);
    }
  }

  private void beat(Instant now) {
    store.beat(holder, now);
    lastBeat = now;
  }

  /// Finds what other nodes did to connections of this one.
  private void lookAtSeats(Instant now) {
    if (seats.isEmpty()) {
      return;
    }
    Set<Seat> before = new LinkedHashSet<>(seats.values());
    Map<PeerKey, Boolean> held = store.held(holder, now.minus(KICKED_LATELY));
    for (Seat seat : before) {
      Boolean kicked = held.get(seat.key());
      if (Boolean.TRUE.equals(kicked)) {
        if (seats.remove(seat.key(), seat)) {
          newest.remove(seat.key(), seat.number());
          seat.connection().kicked();
        }
      } else if (kicked == null && seats.remove(seat.key(), seat)) {
        newest.remove(seat.key(), seat.number());
        seat.connection().replaced();
      }
    }
  }

  private void end(MeetingSession session) {
    access.forgetAll();
    changes.ended(session);
  }
}
