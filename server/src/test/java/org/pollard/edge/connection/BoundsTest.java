package org.pollard.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class BoundsTest {

  private static final long MIB = 1 << 20;

  @Test
  void there_are_fewer_connections_than_descriptors() {
    assertThat(Bounds.of(20_000, 16_384 * MIB).most()).isEqualTo(19_488);
    assertThat(Bounds.of(256, 16_384 * MIB).most()).isEqualTo(128);
    assertThat(Bounds.of(Long.MAX_VALUE, 1_048_576 * MIB).most()).isEqualTo(60_000);
  }

  @Test
  void there_are_no_more_connections_than_unfinished_heads_fit_into_the_networks_memory() {
    assertThat(Bounds.of(1_048_576, 512 * MIB).most()).isEqualTo(8_192);
    assertThat(Bounds.of(1_048_576, 64 * MIB).most()).isEqualTo(4_096);
  }

  @Test
  void a_hall_of_500_with_six_connections_each_fits_into_one_address_on_a_small_machine() {
    assertThat(Bounds.of(1_048_576, 512 * MIB).mostStrangersOfAddress()).isGreaterThan(3_000);
  }

  @Test
  void strangers_fill_no_more_of_a_large_machine_than_they_need() {
    Bounds large = Bounds.of(1_048_576, 1_048_576 * MIB);

    assertThat(large.mostUntakenBytes()).isEqualTo(256 * MIB);
    assertThat(large.most()).isEqualTo(60_000);
    assertThat(Bounds.networkBytes(1_048_576 * MIB)).isEqualTo(1_024 * MIB);
    assertThat(Bounds.of(1_048_576, 512 * MIB).mostUntakenBytes()).isEqualTo(64 * MIB);
  }

  @Test
  void nobody_can_have_all_places() {
    Bounds bounds = Bounds.of(20_000, 16_384 * MIB);

    assertThat(bounds.mostOfAddress()).isLessThan(bounds.most());
    assertThat(bounds.mostStrangersOfAddress()).isLessThan(bounds.mostOfAddress());
  }
}
