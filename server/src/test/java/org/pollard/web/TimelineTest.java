package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final int YES = 0;
  private static final int NO = 1;

  private final Timeline timeline = new Timeline(2);

  @Test
  void without_votes_there_is_nothing() {
    assertThat(timeline.points()).isEmpty();
  }

  @Test
  void it_begins_with_nothing_and_adds_up() {
    timeline.add(NO, START.plusMillis(2_500));
    timeline.add(YES, START.plusMillis(500));
    timeline.add(YES, START.plusMillis(700));

    assertThat(timeline.points())
        .containsExactly(
            new Timeline.Point(START, List.of(0L, 0L)),
            new Timeline.Point(START.plusSeconds(1), List.of(2L, 0L)),
            new Timeline.Point(START.plusSeconds(3), List.of(2L, 1L)));
  }

  @Test
  void it_stays_short_however_long_it_took_and_loses_no_vote() {
    for (int i = 0; i < 100_000; i++) {
      timeline.add(i % 3 == 0 ? YES : NO, START.plusSeconds((i * 7_919L) % 100_000));
    }

    List<Timeline.Point> points = timeline.points();

    assertThat(points).hasSizeBetween(30, 122);
    assertThat(points.getLast().counts()).containsExactly(33_334L, 66_666L);
    assertThat(points).extracting(Timeline.Point::at).isSorted();
  }
}
