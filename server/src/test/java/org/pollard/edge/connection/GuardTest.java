package org.pollard.edge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A connection of a stranger on which HTTP/1 is spoken, with a clock that the tests turn.
@NullMarked
class GuardTest {

  private static final String GET = "GET /%d HTTP/1.1\r\nHost: a\r\n\r\n";

  private final ConnectionGuard guard = Strangers.guard(1_000);

  private final EmbeddedChannel channel = new EmbeddedChannel(false, false);
  private final List<String> asked = new ArrayList<>();
  private final List<Boolean> readWhenAsked = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private int parts;
  private @Nullable HttpResponseStatus answersAtOnce;

  @BeforeEach
  void open() throws Exception {
    channel.freezeTime();
    channel.pipeline().addLast(new Guard(Strangers.connection(guard, channel, this::hangUp)));
    channel.pipeline().addLast(new HttpRequestDecoder(), new HttpResponseEncoder());
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object message) {
                if (message instanceof HttpRequest request) {
                  asked.add(request.uri());
                  readWhenAsked.add(channel.config().isAutoRead());
                  if (answersAtOnce != null) {
                    var _ =
                        ctx.writeAndFlush(
                            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answersAtOnce));
                  }
                }
                if (message instanceof HttpContent content) {
                  parts++;
                  body.append(content.content().toString(US_ASCII));
                }
                ReferenceCountUtil.release(message);
              }
            });
    channel.register();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void hangUp() {
    var _ = channel.close();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private static ByteBuf pipelined(int count) {
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      all.append(GET.formatted(i));
    }
    return Unpooled.copiedBuffer(all, US_ASCII);
  }

  private void answer(HttpResponseStatus status) {
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    channel.runPendingTasks();
  }

  private void answer() {
    answer(HttpResponseStatus.OK);
  }

  /// Time does not jump: what is due within it runs when it is due.
  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        channel.advanceTimeBy(100, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
      }
    }
  }

  private void takes(boolean writable) {
    Objects.requireNonNull(channel.unsafe().outboundBuffer())
        .setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  @Test
  void a_head_that_does_not_come_is_not_waited_for() {
    pass(9);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_head_that_trickles_in_has_ten_seconds_in_all() {
    send("GET / HTTP/1.1\r\n");
    for (int i = 0; i < 9; i++) {
      pass(1);
      send("X-%d: y\r\n".formatted(i));
      assertThat(channel.isOpen()).isTrue();
    }
    pass(1);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void so_has_the_head_of_a_later_request_from_its_first_byte() {
    send(GET.formatted(1));
    answer();
    pass(20);
    send("GET");
    pass(9);
    assertThat(channel.isOpen()).isTrue();

    send(" / HTTP/1.1\r\n");
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_stranger_may_be_idle_for_half_a_minute() {
    send(GET.formatted(1));
    answer();
    pass(29);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void who_has_shown_a_credential_may_be_idle_for_minutes() {
    send(GET.formatted(1));
    ConnectionGuard.known(channel);
    answer();
    pass(299);
    assertThat(channel.isOpen()).isTrue();
    assertThat(guard.numbers().strangers()).isZero();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void an_answer_that_takes_long_is_not_idle() {
    send(GET.formatted(1));

    pass(3_600);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void what_is_spoken_after_an_upgrade_is_not_idle() {
    send(GET.formatted(1));
    answer(HttpResponseStatus.SWITCHING_PROTOCOLS);

    pass(3_600);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void requests_are_read_one_after_the_other_as_they_are_answered() {
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= 20_000; i++) {
      all.append(GET.formatted(i));
    }
    send(all.substring(0, 100_000));

    assertThat(asked).containsExactly("/1");
    assertThat(channel.config().isAutoRead()).isFalse();

    answer();
    assertThat(asked).containsExactly("/1", "/2");
    assertThat(channel.config().isAutoRead()).isFalse();
  }

  @Test
  void reading_goes_on_when_all_that_came_is_answered() {
    send(GET.formatted(1) + GET.formatted(2) + "GET /3 HT");
    answer();
    answer();

    assertThat(channel.config().isAutoRead()).isTrue();
    send("TP/1.1\r\nHost: a\r\n\r\n");
    assertThat(asked).containsExactly("/1", "/2", "/3");
  }

  @Test
  void nobody_else_can_switch_reading_on_while_an_answer_is_due() {
    send(GET.formatted(1) + GET.formatted(2));

    channel.config().setAutoRead(true);
    assertThat(channel.config().isAutoRead()).isFalse();

    answer();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void reading_that_others_had_switched_off_stays_off() {
    channel.config().setAutoRead(false);
    send(GET.formatted(1) + GET.formatted(2));
    answer();

    assertThat(channel.config().isAutoRead()).isFalse();
  }

  @Test
  void the_next_request_waits_until_the_client_takes_its_answers() {
    send(GET.formatted(1));
    takes(false);
    answer();
    send(GET.formatted(2));
    assertThat(asked).containsExactly("/1");

    takes(true);
    assertThat(asked).containsExactly("/1", "/2");
  }

  @Test
  void who_takes_no_byte_of_an_answer_for_a_minute_is_hung_up() {
    send(GET.formatted(1));
    takes(false);
    pass(59);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  /// A part of an answer that its client does not take.
  private void leave(int bytes) {
    var _ = channel.pipeline().firstContext().write(Unpooled.buffer(bytes).writeZero(bytes));
    channel.runPendingTasks();
  }

  @Test
  void a_stranger_who_leaves_more_than_there_is_room_for_is_hung_up() {
    send(GET.formatted(1));
    leave(100_000);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void who_is_known_may_leave_more() {
    ConnectionGuard.known(channel);
    send(GET.formatted(1));
    leave(100_000);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void what_a_stranger_leaves_is_counted_until_they_take_it_or_are_gone() {
    send(GET.formatted(1));
    leave(600);
    takes(false);
    assertThat(guard.untaken().add(500)).isFalse();

    takes(true);
    assertThat(guard.untaken().add(1_000)).isTrue();
    guard.untaken().remove(1_000);

    takes(false);
    hangUp();
    channel.runPendingTasks();
    assertThat(guard.untaken().add(1_000)).isTrue();
  }

  @Test
  void nor_is_it_once_they_are_known() {
    send(GET.formatted(1));
    leave(600);
    takes(false);

    ConnectionGuard.known(channel);
    channel.runPendingTasks();
    assertThat(guard.untaken().add(1_000)).isTrue();
  }

  @Test
  void requests_that_are_answered_at_once_leave_others_their_turn() {
    answersAtOnce = HttpResponseStatus.OK;
    channel.eventLoop().execute(() -> channel.pipeline().fireChannelRead(pipelined(1_000)));
    channel.eventLoop().execute(() -> asked.add("somebody else"));
    channel.runPendingTasks();

    assertThat(asked).hasSize(1_001);
    assertThat(asked.indexOf("somebody else")).isLessThan(10);
  }

  @Test
  void who_is_known_is_heard_at_once_and_a_stranger_in_their_turn() {
    channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(GET.formatted(1), US_ASCII));
    assertThat(asked).isEmpty();
    channel.runPendingTasks();
    assertThat(asked).containsExactly("/1");
    answer();

    ConnectionGuard.known(channel);
    channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(GET.formatted(2), US_ASCII));
    assertThat(asked).containsExactly("/1", "/2");
  }

  @Test
  void nothing_more_is_read_while_much_is_kept() {
    answersAtOnce = HttpResponseStatus.OK;
    channel.pipeline().fireChannelRead(pipelined(5_000));
    channel.runPendingTasks();

    assertThat(asked).hasSize(5_000);
    assertThat(readWhenAsked.subList(0, 3_500)).containsOnly(false);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void what_is_spoken_after_an_upgrade_is_passed_on_as_it_comes() {
    send(GET.formatted(1));
    answer(HttpResponseStatus.SWITCHING_PROTOCOLS);
    channel.pipeline().remove(HttpRequestDecoder.class);
    channel.pipeline().fireChannelRead(Unpooled.buffer().writeZero(200_000));
    channel.runPendingTasks();
    channel.pipeline().fireChannelRead(Unpooled.buffer().writeZero(200_000));

    assertThat(channel.isOpen()).isTrue();
    assertThat(channel.config().isAutoRead()).isFalse();
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void who_sends_ahead_what_is_refused_is_heard_ever_less_and_hung_up() {
    answersAtOnce = HttpResponseStatus.NOT_FOUND;
    channel.writeInbound(pipelined(1_000));
    assertThat(asked).hasSizeLessThan(20);
    assertThat(channel.config().isAutoRead()).isFalse();

    pass(2);
    channel.checkException();
    assertThat(channel.isOpen()).isFalse();
    assertThat(asked).hasSizeLessThan(80);
  }

  @Test
  void who_asks_for_one_thing_after_the_other_that_is_refused_is_answered_each_time() {
    answersAtOnce = HttpResponseStatus.UNAUTHORIZED;
    for (int i = 1; i <= 1_000; i++) {
      send(GET.formatted(i));
      assertThat(asked).hasSize(i);
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void what_is_refused_now_and_then_may_be_sent_ahead() {
    for (int i = 1; i <= 200; i++) {
      send(GET.formatted(1) + GET.formatted(2));
      answer(HttpResponseStatus.NOT_FOUND);
      answer();
    }
    assertThat(asked).hasSize(400);
  }

  @Test
  void a_body_is_read_whatever_it_holds() {
    String content = "a\r\n\r\n\n\nGET /no HTTP/1.1\r\n\r\nb";
    send("POST /1 HTTP/1.1\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
    send(GET.formatted(2));
    answer();

    assertThat(body).hasToString(content);
    assertThat(asked).containsExactly("/1", "/2");
  }

  @Test
  void empty_lines_do_not_cut_a_body_whose_length_is_known() {
    String content = "\n".repeat(5_000);
    send("POST /1 HTTP/1.1\r\nContent-Length: 5000\r\n\r\n" + content + GET.formatted(2));

    assertThat(body).hasToString(content);
    assertThat(parts).isLessThan(5);
    assertThat(asked).containsExactly("/1");
    answer();
    assertThat(asked).containsExactly("/1", "/2");
  }

  @Test
  void a_body_in_chunks_of_one_byte_ends_the_connection() {
    send("POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(10_000));

    assertThat(channel.isOpen()).isFalse();
    assertThat(parts).isLessThan(100);
  }

  @Test
  void one_in_sensible_chunks_is_read_whatever_it_holds() {
    String chunk = "a\r\n\r\n".repeat(200);
    send(
        "POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "%x\r\n%s\r\n".formatted(chunk.length(), chunk).repeat(100)
            + "0\r\n\r\n");

    assertThat(channel.isOpen()).isTrue();
    assertThat(body).hasToString(chunk.repeat(100));
    assertThat(parts).isLessThan(500);
  }

  @Test
  void so_is_one_that_comes_byte_by_byte() {
    send("POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    "c8\r\n%s\r\n0\r\n\r\n"
        .formatted("y".repeat(200))
        .chars()
        .forEach(one -> send(Character.toString(one)));

    assertThat(body).hasToString("y".repeat(200));
  }

  @Test
  void line_ends_before_a_request_are_passed_over() {
    send("\r\n".repeat(100) + GET.formatted(1));

    assertThat(asked).containsExactly("/1");
  }

  @Test
  void a_body_comes_in_after_its_client_was_told_to_go_on() {
    send("POST /1 HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    answer(HttpResponseStatus.CONTINUE);
    send("abc" + GET.formatted(2));
    assertThat(body).hasToString("abc");

    answer();
    assertThat(asked).containsExactly("/1", "/2");
  }

  @Test
  void a_body_whose_request_is_answered_has_half_a_minute_left() {
    send("POST /1 HTTP/1.1\r\nContent-Length: 3000\r\n\r\nabc");
    answer(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
    for (int i = 0; i < 29; i++) {
      pass(1);
      send("d");
      assertThat(channel.isOpen()).isTrue();
    }
    pass(1);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_stranger_who_waits_makes_room_and_one_who_is_answered_does_not() throws Exception {
    Network network = Network.of(InetAddress.getLoopbackAddress());
    send(GET.formatted(1));
    for (int i = 0; i < 7; i++) {
      guard.places().busy(Objects.requireNonNull(guard.places().enter(network, () -> {})));
    }
    assertThat(guard.places().enter(network, () -> {})).isNull();

    answer();
    assertThat(guard.places().enter(network, () -> {})).isNotNull();
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void what_was_kept_is_given_back_when_the_connection_ends() {
    ByteBuf early = Unpooled.copiedBuffer(GET.formatted(1) + GET.formatted(2), US_ASCII);
    channel.writeInbound(early);

    hangUp();
    channel.runPendingTasks();

    assertThat(early.refCnt()).isZero();
  }
}
