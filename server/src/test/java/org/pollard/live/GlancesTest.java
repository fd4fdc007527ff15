package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;

@NullMarked
class GlancesTest {

  private static final AudienceRef.InCourse ROOM = new AudienceRef.InCourse(1, null);
  private static final AudienceRef.InCourse OTHER = new AudienceRef.InCourse(2, null);
  private static final VoterId ADA = new VoterId(1);
  private static final VoterId BEN = new VoterId(2);

  private final AtomicLong nanos = new AtomicLong();
  private final Glances glances = new Glances(nanos::get);

  @Test
  void who_asks_again_and_again_is_there_once_and_until_they_stop() {
    glances.add(ROOM, ADA);
    glances.add(ROOM, BEN);
    glances.add(OTHER, BEN);
    nanos.addAndGet(Glances.LAST.toNanos() - 1);
    glances.add(ROOM, ADA);
    assertThat(glances.at(ROOM)).containsExactlyInAnyOrder(ADA, BEN);
    assertThat(glances.all()).containsOnlyKeys(ROOM, OTHER);

    nanos.addAndGet(1);

    assertThat(glances.at(ROOM)).containsExactly(ADA);
    assertThat(glances.all()).containsOnlyKeys(ROOM);
  }
}
