package org.pollard.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.people.VoterId;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;

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

  /// A round that took this long to come waited for the database.
  private static final Duration OUTAGE = Duration.ofSeconds(5);

  private static final Duration KICKED_LATELY = Duration.ofMinutes(1);
  private static final int MOST_CONNECTIONS = 50_000;

  private final MeetingSessionStore store;
  private final MeetingAccess access;
  private final MeetingChanges changes;
  private final InstantSource clock;

  /// This run of this node; a number that a later run may get again would not do.
  private final String holder;

  private final Map<PeerKey, Seat> seats = new ConcurrentHashMap<>();
  private final Turnstile turnstile;
  private final Rounds rounds = new Rounds("presence", TICK, this::tick);
  private Instant lastBeat = Instant.EPOCH;

  /// When a round began last that went well; null: none did.
  private @Nullable Instant lastWell;

  private Instant graceUntil = Instant.EPOCH;

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
    this.turnstile = new Turnstile(store, clock, holder, executor, 2 * MOST_CONNECTIONS);
  }

  /// Begins to say that this node lives while it holds connections, and to tidy up after nodes that
  /// do not live any more.
  public void start() {
    rounds.start();
  }

  /// How that goes.
  public Pulse pulse() {
    return rounds.pulse();
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
    return turnstile
        .enter(participant, peer)
        .thenApply(
            entered ->
                entered.joining() instanceof Joining.Joined joined
                    ? new Entry(joined, sit(joined, connection, entered.number()))
                    : new Entry(entered.joining(), null));
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
      storeLeaving(turnstile.leave(seat.key(), seat.number()));
    }
  }

  /// What was refused is found by the next look at the seats.
  private void storeLeaving(CompletableFuture<Optional<Peer>> leaving) {
    var _ =
        leaving.whenComplete(
            (left, fault) -> {
              if (fault != null) {
                LOG.log(System.Logger.Level.WARNING, "A leaving is not stored yet", fault);
              } else {
                left.ifPresent(changes::left);
              }
            });
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
    rounds.close();
    List<PeerKey> all = List.copyOf(seats.keySet());
    seats.clear();
    try {
      turnstile.clear(all);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The leaving of connections is not stored", e);
    }
  }

  private void putOut(PeerKey key) {
    Seat seat = seats.remove(key);
    if (seat != null) {
      turnstile.forget(key, seat.number());
      seat.connection().kicked();
    }
  }

  private void tick() {
    Instant now = clock.instant();
    if (!seats.isEmpty() && lastBeat.plus(BEAT).isBefore(now)) {
      // First of all: after an outage everybody has been silent, and this node must not drop its
      // own.
      beat(now);
    }
    if (!isGrace()) {
      store.dropSilent(now.minus(SILENCE)).forEach(changes::left);
    }
    lookAtSeats(now);
    store.endDue(now).forEach(this::end);
    lastWell = now;
  }

  /// While the database was away nobody could say that they live. Whoever is the first to reach it
  /// again gives the others time to, and takes nobody for dead.
  private boolean isGrace() {
    Instant now = clock.instant();
    if (lastWell != null && lastWell.plus(OUTAGE).isBefore(now)) {
      graceUntil = now.plus(SILENCE);
    }
    return now.isBefore(graceUntil);
  }

  private void beat(Instant now) {
    store.beat(holder, now);
    lastBeat = now;
  }

  /// Finds what other nodes did to connections of this one, and lets those go whose seat is empty:
  /// the database has refused their leaving, or their coming was stored and nobody was told.
  private void lookAtSeats(Instant now) {
    if (seats.isEmpty()) {
      // Nothing says that this node lives then, so what is left of it goes as what a dead one held.
      return;
    }
    Set<Seat> before = new LinkedHashSet<>(seats.values());
    Map<PeerKey, Boolean> held = store.held(holder, now.minus(KICKED_LATELY));
    for (Map.Entry<PeerKey, Boolean> each : held.entrySet()) {
      if (!each.getValue() && !seats.containsKey(each.getKey())) {
        storeLeaving(turnstile.clearEmpty(each.getKey()));
      }
    }
    for (Seat seat : before) {
      Boolean kicked = held.get(seat.key());
      if (Boolean.TRUE.equals(kicked)) {
        if (seats.remove(seat.key(), seat)) {
          turnstile.forget(seat.key(), seat.number());
          seat.connection().kicked();
        }
      } else if (kicked == null && seats.remove(seat.key(), seat)) {
        turnstile.forget(seat.key(), seat.number());
        seat.connection().replaced();
      }
    }
  }

  private void end(MeetingSession session) {
    access.forget(session.id());
    changes.ended(session);
  }
}
