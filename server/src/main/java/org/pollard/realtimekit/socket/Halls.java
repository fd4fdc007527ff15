package org.pollard.realtimekit.socket;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pollard.live.Onlookers;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingChanges;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.Peer;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Standing;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// All connections of this node, and the halls of those that have joined. Thread-safe.
@ApplicationScoped
public class Halls implements Onlookers, MeetingChanges {

  private static final System.Logger LOG = System.getLogger(Halls.class.getName());
  private static final int TICKS_TO_PING = 100;
  private static final int TICKS_TO_CHECK = 10;
  private static final int TICKS_TO_ASK_FOR_RIGHTS = 50;

  private final PollReading reading;
  private final MeetingSessionStore sessions;
  private final MeetingAccess access;
  private final InstantSource clock;
  private final ExecutorService virtualThreads;
  private final Sockets sockets = new Sockets();
  private final Map<Key, ClientSocket> byPeer = new ConcurrentHashMap<>();
  private final Map<MeetingSessionId, Hall> halls = new ConcurrentHashMap<>();
  private final AtomicBoolean counting = new AtomicBoolean();
  private volatile boolean leaving;
  private long ticks;

  /// Names a connection before it has joined.
  private record Key(VoterId voter, String peer) {}

  Halls(
      PollReading reading,
      MeetingSessionStore sessions,
      MeetingAccess access,
      InstantSource clock,
      @VirtualThreads ExecutorService virtualThreads) {
    this.reading = reading;
    this.sessions = sessions;
    this.access = access;
    this.clock = clock;
    this.virtualThreads = virtualThreads;
  }

  /// Takes a connection in; one with the same peer id gives way to it. On the socket's event loop.
  void open(ClientSocket socket) {
    sockets.add(socket);
    ClientSocket before = byPeer.put(key(socket), socket);
    if (before != null) {
      before.replaced();
    }
    if (leaving) {
      socket.restart();
    }
  }

  /// This node is going to stop: connections end with a word after which clients come back, to
  /// another node, and no new ones are taken. Nobody has left a meeting by that.
  public void leave() {
    leaving = true;
    sockets.onEachLoop(ClientSocket::restart);
  }

  /// Whether this node is going to stop.
  boolean leaving() {
    return leaving;
  }

  /// Closes the connection with this peer id, if there is one.
  void replace(VoterId voter, @Nullable String peerId) {
    ClientSocket before = peerId == null ? null : byPeer.get(new Key(voter, peerId));
    if (before != null) {
      before.replaced();
    }
  }

  /// A second call changes nothing.
  void close(ClientSocket socket) {
    sockets.remove(socket);
    byPeer.remove(key(socket), socket);
  }

  /// The hall of a session, with the connection in it.
  Hall enter(MeetingSession session, ClientSocket socket) {
    return halls.compute(
        session.id(),
        (_, known) -> {
          Hall hall = known == null ? new Hall(session, reading, virtualThreads) : known;
          hall.add(socket);
          return hall;
        });
  }

  /// A second call changes nothing.
  void leave(Hall hall, ClientSocket socket) {
    halls.computeIfPresent(
        hall.session().id(),
        (_, known) -> {
          hall.remove(socket);
          return known == hall && hall.count() == 0 ? null : known;
        });
  }

  /// How many connections there are.
  public int count() {
    return sockets.count();
  }

  @Override
  public boolean isEmpty() {
    return sockets.count() == 0;
  }

  @Override
  public Set<SessionId> watched() {
    Set<SessionId> all = new HashSet<>();
    halls.values().forEach(each -> all.addAll(each.watched()));
    return all;
  }

  @Override
  public void look(Map<SessionId, Tally> looked, Set<AudienceRef> rooms) {
    ticks++;
    long now = System.nanoTime();
    for (Hall each : halls.values()) {
      try {
        each.look(looked, rooms.contains(new InMeetingSession(each.session().id().value())), now);
      } catch (RuntimeException e) {
        // What was asked for is kept, and the next tick tries again.
        LOG.log(System.Logger.Level.WARNING, "A meeting's polls could not be read", e);
      }
    }
    if (ticks % TICKS_TO_CHECK == 0) {
      Instant time = clock.instant();
      countPeers();
      boolean ping = ticks % TICKS_TO_PING == 0;
      sockets.onEachLoop(
          each -> {
            each.check(now, time);
            if (ping) {
              each.ping();
            }
          });
    }
    if (ticks % TICKS_TO_ASK_FOR_RIGHTS == 0) {
      halls.values().forEach(hall -> hall.sockets().forEach(each -> askForRights(hall, each)));
    }
  }

  /// Asks for all halls at once, and not again before that is answered.
  private void countPeers() {
    Set<MeetingSessionId> all = Set.copyOf(halls.keySet());
    if (all.isEmpty() || !counting.compareAndSet(false, true)) {
      return;
    }
    var _ =
        CompletableFuture.supplyAsync(() -> sessions.connections(all), virtualThreads)
            .whenComplete(
                (counts, fault) -> {
                  counting.set(false);
                  if (fault != null) {
                    LOG.log(System.Logger.Level.WARNING, "Connections could not be counted", fault);
                    return;
                  }
                  counts.forEach(
                      (session, count) -> {
                        Hall hall = halls.get(session);
                        if (hall != null) {
                          hall.tellCount(count);
                        }
                      });
                });
  }

  @Override
  public void joined(Peer peer) {
    tell(Event.JOIN_ROOM, peer);
  }

  @Override
  public void left(Peer peer) {
    tell(Event.LEAVE_ROOM, peer);
  }

  @Override
  public void permissionsChanged(MeetingSessionId session, Collection<VoterId> voters) {
    Hall hall = halls.get(session);
    if (hall != null) {
      Set<VoterId> who = Set.copyOf(voters);
      hall.sockets().stream()
          .filter(each -> who.contains(each.participant().voter()))
          .forEach(each -> askForRights(hall, each));
    }
  }

  @Override
  public void ended(MeetingSession session) {
    // Nobody is there to be told.
  }

  private void tell(Event event, Peer peer) {
    Hall hall = halls.get(peer.session());
    if (hall != null) {
      hall.presenceChanged();
      var _ =
          access
              .participant(peer.participant())
              .thenAccept(
                  found ->
                      hall.tell(
                          Frames.of(event, null, Peers.info(peer, found.orElse(null))), peer.id()));
    }
  }

  /// Tells a connection what its participant may do now, if that has changed, and lets those go
  /// whose registration was taken back.
  private void askForRights(Hall hall, ClientSocket socket) {
    var _ =
        access
            .standing(hall.session().id(), socket.participant().voter())
            .thenAccept(
                found -> socket.context().runOnContext(_ -> judge(socket, found.orElse(null))));
  }

  private static void judge(ClientSocket socket, @Nullable Standing standing) {
    if (standing == null || standing.participant().deleted()) {
      socket.putOut();
      return;
    }
    PollPermissions now = standing.polls();
    Buffer frame = Permissions.told(socket.participant().id(), now);
    socket.permit(now, frame);
  }

  private static Key key(ClientSocket socket) {
    return new Key(socket.participant().voter(), socket.peerId());
  }
}
