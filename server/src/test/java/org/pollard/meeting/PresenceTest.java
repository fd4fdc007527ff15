package org.pollard.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Await;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.MeetingSessionStore.Leave;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.people.VoterId;

/// Who is present according to the database, which now and then refuses to be told.
@NullMarked
@Timeout(30)
class PresenceTest implements MeetingChanges {

  private static final ParticipantId ADA = new ParticipantId(UUID.randomUUID());
  private static final MeetingSession SESSION =
      new MeetingSession(
          new MeetingSessionId(7),
          UUID.randomUUID(),
          new AppId("0123456789abcdef0123456789abcdef"),
          new MeetingId(UUID.randomUUID()),
          null,
          1,
          1,
          0,
          Instant.EPOCH,
          Instant.EPOCH,
          null);
  private static final Connection DEAF =
      new Connection() {
        @Override
        public void kicked() {}

        @Override
        public void replaced() {}
      };

  private final Map<PeerKey, Boolean> held = new ConcurrentHashMap<>();
  private final List<String> left = new CopyOnWriteArrayList<>();
  private volatile boolean refusesLeaving;
  private volatile boolean losesAnswers;

  /// Keeps who is there. A leaving can be refused, and the answer to a coming can get lost.
  private Object store(String method, Object[] arguments) {
    return switch (method) {
      case "join" -> {
        List<Joining> joined = new ArrayList<>();
        for (Object each : (Collection<?>) arguments[0]) {
          Peer peer = peer(((Join) each).peer());
          held.put(new PeerKey(SESSION.id(), peer.id()), false);
          joined.add(new Joining.Joined(SESSION, peer, new PollPermissions(false, true, true)));
        }
        if (losesAnswers) {
          throw new IllegalStateException("as told");
        }
        yield joined;
      }
      case "leave" -> {
        if (refusesLeaving) {
          throw new IllegalStateException("as told");
        }
        List<Peer> gone = new ArrayList<>();
        for (Object each : (Collection<?>) arguments[0]) {
          PeerKey place = ((Leave) each).peer();
          if (held.remove(place) != null) {
            gone.add(peer(place.peer()));
          }
        }
        yield gone;
      }
      case "held" -> new HashMap<>(held);
      case "dropSilent", "endDue" -> List.of();
      case "beat" -> held.size();
      default -> throw new AssertionError(method);
    };
  }

  private static Peer peer(String id) {
    return new Peer(
        SESSION.id(), id, new VoterId(1), ADA, "ada", "Ada", "viewer", Instant.EPOCH, null);
  }

  private Presence presence() {
    MeetingSessionStore store =
        (MeetingSessionStore)
            Proxy.newProxyInstance(
                MeetingSessionStore.class.getClassLoader(),
                new Class<?>[] {MeetingSessionStore.class},
                (_, method, arguments) -> store(method.getName(), arguments));
    MeetingStore meetings =
        (MeetingStore)
            Proxy.newProxyInstance(
                MeetingStore.class.getClassLoader(),
                new Class<?>[] {MeetingStore.class},
                (_, method, _) -> {
                  throw new AssertionError(method);
                });
    return new Presence(
        store,
        new MeetingAccess(meetings, store, Runnable::run),
        this,
        InstantSource.fixed(Instant.EPOCH.plusSeconds(60)),
        "this node",
        Runnable::run);
  }

  @Test
  void who_left_while_the_database_refused_it_leaves_as_soon_as_it_does_not() throws Exception {
    try (Presence presence = presence()) {
      var _ = presence.join(ADA, "stays", DEAF).join();
      Presence.Seat seat = presence.join(ADA, "goes", DEAF).join().seat();
      refusesLeaving = true;
      assertThat(seat).isNotNull().satisfies(presence::leave);
      refusesLeaving = false;
      presence.start();

      Await.until("the leaving", () -> left.contains("goes"));

      assertThat(held).containsOnlyKeys(new PeerKey(SESSION.id(), "stays"));
      assertThat(left).containsExactly("goes");
    }
  }

  @Test
  void who_came_without_anybody_being_told_does_not_stay() throws Exception {
    try (Presence presence = presence()) {
      var _ = presence.join(ADA, "stays", DEAF).join();
      losesAnswers = true;
      assertThat(presence.join(ADA, "lost", DEAF)).isCompletedExceptionally();
      presence.start();

      Await.until("the leaving", () -> left.contains("lost"));

      assertThat(held).containsOnlyKeys(new PeerKey(SESSION.id(), "stays"));
    }
  }

  @Override
  public void joined(Peer peer) {}

  @Override
  public void left(Peer peer) {
    left.add(peer.id());
  }

  @Override
  public void permissionsChanged(MeetingSessionId session, Collection<VoterId> voters) {}

  @Override
  public void ended(MeetingSession session) {}
}
