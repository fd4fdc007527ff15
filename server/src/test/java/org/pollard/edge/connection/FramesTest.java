package org.pollard.edge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class FramesTest {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Frames frames = new Frames();

  private static final int WINDOW_UPDATE = 8;
  private static final int RST_STREAM = 3;

  /// Frames with a payload of this length, in bytes.
  private static ByteBuf frames(int count, int payload) {
    return frames(WINDOW_UPDATE, count, payload);
  }

  private static ByteBuf frames(int type, int count, int payload) {
    ByteBuf bytes = Unpooled.buffer();
    for (int i = 0; i < count; i++) {
      bytes.writeMedium(payload).writeByte(type).writeByte(0).writeInt(0).writeZero(payload);
    }
    return bytes;
  }

  private boolean begins() {
    return frames.mayCome(Unpooled.copiedBuffer(PREFACE, US_ASCII), false, SECOND);
  }

  @Test
  void thousands_of_small_ones_in_a_second_are_too_many() {
    assertThat(begins()).isTrue();
    assertThat(frames.mayCome(frames(500, 4), false, SECOND)).isTrue();
    assertThat(frames.mayCome(frames(1, 4), false, SECOND)).isFalse();
  }

  @Test
  void a_hundred_requests_that_are_taken_back_are() {
    assertThat(begins()).isTrue();
    assertThat(frames.mayCome(frames(RST_STREAM, 100, 4), false, SECOND)).isTrue();
    assertThat(frames.mayCome(frames(RST_STREAM, 1, 4), false, SECOND)).isFalse();
  }

  @Test
  void so_are_those_with_nothing_in_them() {
    assertThat(begins()).isTrue();
    assertThat(frames.mayCome(frames(501, 0), false, SECOND)).isFalse();
  }

  @Test
  void as_many_over_a_while_are_not() {
    assertThat(begins()).isTrue();
    for (int second = 1; second < 100; second++) {
      assertThat(frames.mayCome(frames(250, 4), false, second * SECOND)).isTrue();
    }
  }

  @Test
  void who_is_known_may_send_twenty_times_as_many() {
    assertThat(begins()).isTrue();
    assertThat(frames.mayCome(frames(9_990, 4), true, SECOND)).isTrue();
    assertThat(frames.mayCome(frames(20, 4), true, SECOND)).isFalse();
  }

  @Test
  void large_ones_do_not_count() {
    assertThat(begins()).isTrue();
    assertThat(frames.mayCome(frames(5_000, 300), false, SECOND)).isTrue();
  }

  @Test
  void they_are_counted_however_their_bytes_come() {
    assertThat(begins()).isTrue();
    ByteBuf all = frames(1_000, 300).writeBytes(frames(501, 5));
    boolean fine = true;
    while (all.isReadable()) {
      fine = frames.mayCome(all.readSlice(Math.min(7, all.readableBytes())), false, SECOND);
      assertThat(fine || !all.isReadable(10)).isTrue();
    }
    assertThat(fine).isFalse();
  }

  @Test
  void another_protocol_is_none_of_its_business() {
    assertThat(
            frames.mayCome(
                Unpooled.copiedBuffer("PRESENT / HTTP/1.1\r\n", US_ASCII), false, SECOND))
        .isTrue();
    assertThat(frames.mayCome(Unpooled.wrappedBuffer(new byte[100_000]), false, SECOND)).isTrue();
  }
}
