package org.pollard.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.MeetingSessionStore.Leave;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.people.VoterId;

/// In which order comings and goings reach the store, and which of them do.
@NullMarked
class TurnstileTest {

  private static final int MOST_WAITING = 2;
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
  private static final PeerKey TAB = new PeerKey(SESSION.id(), "tab");

  private final List<String> asked = new ArrayList<>();
  private boolean refusing;
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final Turnstile turnstile =
      new Turnstile(
          store(), InstantSource.fixed(Instant.EPOCH), "this node", later::add, MOST_WAITING);

  /// A store that lets everybody in and out, and writes down what it was asked.
  private MeetingSessionStore store() {
    return (MeetingSessionStore)
        Proxy.newProxyInstance(
            MeetingSessionStore.class.getClassLoader(),
            new Class<?>[] {MeetingSessionStore.class},
            (_, method, arguments) ->
                ((List<?>) arguments[0])
                    .stream()
                        .map(
                            each -> {
                              if (refusing) {
                                throw new IllegalStateException("as told");
                              }
                              asked.add(method.getName());
                              return switch (each) {
                                case Join(_, String peer, _) ->
                                    new Joining.Joined(
                                        SESSION,
                                        peer(peer),
                                        new PollPermissions(false, true, true));
                                case Leave(PeerKey(_, String peer), _) -> peer(peer);
                                default -> throw new AssertionError(each);
                              };
                            })
                        .toList());
  }

  private static Peer peer(String id) {
    return new Peer(
        SESSION.id(), id, new VoterId(1), ADA, "ada", "Ada", "viewer", Instant.EPOCH, null);
  }

  private long comes() {
    var entered = turnstile.enter(ADA, TAB.peer());
    work();
    return entered.join().number();
  }

  private void work() {
    for (Runnable next = later.poll(); next != null; next = later.poll()) {
      next.run();
    }
  }

  @Test
  void who_goes_is_let_out_before_who_comes_with_them() {
    long first = comes();

    var again = turnstile.enter(ADA, TAB.peer());
    var gone = turnstile.leave(TAB, first);
    work();

    assertThat(asked).containsExactly("join", "leave", "join");
    assertThat(gone.join()).contains(peer("tab"));
    assertThat(again.join().joining()).isInstanceOf(Joining.Joined.class);
  }

  @Test
  void a_going_does_not_take_the_place_of_who_came_after() {
    long first = comes();
    long second = comes();

    var late = turnstile.leave(TAB, first);
    var right = turnstile.leave(TAB, second);
    work();

    assertThat(late.join()).isEmpty();
    assertThat(right.join()).contains(peer("tab"));
    assertThat(asked).containsExactly("join", "join", "leave");
  }

  @Test
  void who_was_put_out_is_not_let_out_again() {
    long number = comes();
    turnstile.forget(TAB, number);

    var gone = turnstile.leave(TAB, number);
    work();

    assertThat(gone.join()).isEmpty();
    assertThat(asked).containsExactly("join");
  }

  @Test
  void who_comes_when_too_many_wait_is_refused_at_once() {
    for (int i = 0; i < MOST_WAITING; i++) {
      var _ = turnstile.enter(ADA, "tab" + i);
    }

    CompletableFuture<Turnstile.Entered> refused = turnstile.enter(ADA, "one more");

    assertThat(refused).isCompleted();
    assertThat(refused.join().joining()).isEqualTo(new Joining.Full());
  }

  @Test
  void a_place_whose_leaving_was_refused_is_cleared() {
    long number = comes();
    refusing = true;
    var gone = turnstile.leave(TAB, number);
    work();
    refusing = false;

    var cleared = turnstile.clearEmpty(TAB);
    work();

    assertThat(gone).isCompletedExceptionally();
    assertThat(cleared.join()).contains(peer("tab"));
  }

  @Test
  void a_place_whose_leaving_found_too_many_waiting_is_cleared() {
    long number = comes();
    for (int i = 0; i < MOST_WAITING; i++) {
      var _ = turnstile.enter(ADA, "tab" + i);
    }
    var gone = turnstile.leave(TAB, number);
    work();

    var cleared = turnstile.clearEmpty(TAB);
    work();

    assertThat(gone).isCompletedExceptionally();
    assertThat(cleared.join()).contains(peer("tab"));
  }

  @Test
  void a_place_where_somebody_sits_or_comes_to_sit_is_not_cleared() {
    comes();
    var taken = turnstile.clearEmpty(TAB);
    work();

    assertThat(taken.join()).isEmpty();
    assertThat(asked).containsExactly("join");
  }
}
