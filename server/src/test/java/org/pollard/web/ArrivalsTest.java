package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pollard.course.CourseId;
import org.pollard.course.Room;

class ArrivalsTest {

  private final AtomicLong nanos = new AtomicLong(5);
  private final Arrivals arrivals = new Arrivals(nanos::get);

  private static Room room(long course, int aMinute) {
    return new Room(new CourseId(course), "CODE", "secret", true, aMinute, false);
  }

  private int admitted(Room room, String address, int tries) {
    int in = 0;
    for (int i = 0; i < tries; i++) {
      in += arrivals.wait(room, address).isZero() ? 1 : 0;
    }
    return in;
  }

  @Test
  void a_room_takes_as_many_as_come_unless_its_host_says_otherwise() {
    assertThat(admitted(room(1, 0), "a", 5_000)).isEqualTo(5_000);
  }

  @Test
  void so_many_come_from_one_address_and_the_next_one_is_told_when() {
    Room room = room(1, 30);

    assertThat(admitted(room, "a", 100)).isEqualTo(30);
    assertThat(arrivals.wait(room, "a")).isEqualTo(Duration.ofSeconds(2));
    assertThat(admitted(room, "b", 100)).as("elsewhere").isEqualTo(30);
    assertThat(admitted(room(2, 10), "a", 100)).as("into another room").isEqualTo(10);
  }

  @Test
  void room_comes_back_evenly_and_never_for_more_than_a_minute() {
    Room room = room(1, 30);
    admitted(room, "a", 100);

    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(admitted(room, "a", 100)).isEqualTo(2);
    nanos.addAndGet(Duration.ofHours(5).toNanos());
    assertThat(admitted(room, "a", 100)).isEqualTo(30);
  }
}
