package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.people.Credentials;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.voting.VoteStore;

@NullMarked
class WatchingTest {

  private final Semaphore looked = new Semaphore(0);

  /// Fails whenever the tick looks.
  private final class Failing implements Onlookers {

    @Override
    public boolean isEmpty() {
      looked.release();
      throw new AssertionError("as told");
    }

    @Override
    public Set<SessionId> watched() {
      return Set.of();
    }

    @Override
    public void look(Map<SessionId, Tally> tallies, Set<AudienceRef> rooms) {}
  }

  @Test
  void an_error_in_a_tick_ends_no_later_one() throws Exception {
    try (Watching watching =
        new Watching(
            unused(PollStore.class),
            unused(VoteStore.class),
            unused(Audience.class),
            unused(Credentials.class))) {
      watching.serve(new Failing());

      assertThat(looked.tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static <T> T unused(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}
