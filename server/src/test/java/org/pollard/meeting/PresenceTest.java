package org.pollard.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
@Timeout(240)
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
  private volatile boolean away;
  private volatile Instant now = Instant.EPOCH.plusSeconds(60);
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger looksForSilent = new AtomicInteger();

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
      case "held" -> {
        rounds.incrementAndGet();
        yield new HashMap<>(held);
      }
      case "dropSilent" -> {
        looksForSilent.incrementAndGet();
        yield List.of();
      }
      case "endDue" -> List.of();
      case "beat" -> {
        if (away) {
          failures.incrementAndGet();
          throw new IllegalStateException("as told");
        }
        yield held.size();
      }
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
        () -> now,
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

  @Test
  void after_an_outage_nobody_is_taken_for_dead_who_could_not_say_that_they_live()
      throws Exception {
    try (Presence presence = presence()) {
      var _ = presence.join(ADA, "stays", DEAF).join();
      presence.start();
      Await.until("a look for who is silent", () -> looksForSilent.get() > 0);
      away = true;
      now = now.plusSeconds(20);
      Await.until("the outage", () -> failures.get() > 0);
      int looks = looksForSilent.get();
      int before = rounds.get();

      away = false;

      Await.until("two rounds after it", () -> rounds.get() >= before + 2);
      assertThat(looksForSilent.get()).isEqualTo(looks);
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
