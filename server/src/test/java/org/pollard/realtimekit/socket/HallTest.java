package org.pollard.realtimekit.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.meeting.AppId;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.people.Listing;
import org.pollard.poll.PollSession;
import org.pollard.poll.SinglePolls;
import org.pollard.realtimekit.PollDrawing;
import org.pollard.voting.VoteStore;

/// What a hall does when the database does not answer.
@NullMarked
class HallTest {

  private static final MeetingSession SESSION =
      new MeetingSession(
          new MeetingSessionId(7),
          UUID.randomUUID(),
          new AppId("0123456789abcdef0123456789abcdef"),
          new MeetingId(UUID.randomUUID()),
          null,
          0,
          0,
          0,
          Instant.EPOCH,
          Instant.EPOCH,
          null);

  private final AtomicInteger failures = new AtomicInteger();
  private final Hall hall;

  HallTest() {
    failures.set(1);
    SinglePolls polls = store(SinglePolls.class);
    VoteStore votes = store(VoteStore.class);
    PollDrawing drawing =
        new PollDrawing(polls, votes, store(MeetingStore.class), store(MeetingSessionStore.class));
    hall = new Hall(SESSION, new PollReading(polls, votes, drawing), Runnable::run);
  }

  /// A store without any polls that fails as often as it is told to.
  private <T> T store(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              if (failures.getAndUpdate(each -> Math.max(0, each - 1)) > 0) {
                throw new IllegalStateException("no database");
              }
              return switch (method.getName()) {
                case "sessionsBefore" -> new Listing<PollSession>(List.of(), 0);
                case "tallies" -> Map.of();
                default -> throw new AssertionError(method);
              };
            }));
  }

  @Test
  void a_first_reading_that_failed_is_made_again_for_who_comes_next() {
    // The one that the hall began with has failed; the next to come fails as well.
    failures.set(1);
    CompletableFuture<List<PollSession>> second = hall.ready();
    CompletableFuture<List<PollSession>> third = hall.ready();

    assertThat(second).isCompletedExceptionally();
    assertThat(third).isCompletedWithValue(List.of());
    assertThat(hall.ready()).as("what is known is not read again").isSameAs(third);
  }

  @Test
  void a_tick_that_failed_is_made_up_for_by_the_next() {
    failures.set(1);
    assertThatThrownBy(() -> hall.look(Map.of(), true, 1)).hasMessageContaining("no database");

    hall.look(Map.of(), true, 2);

    assertThat(hall.ready()).isCompletedWithValue(List.of());
  }
}
