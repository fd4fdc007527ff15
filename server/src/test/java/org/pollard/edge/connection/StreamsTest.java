package org.pollard.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A connection of a stranger on which HTTP/2 is spoken, to a server that answers every request
/// with a thousand bytes.
@NullMarked
class StreamsTest {

  /// The client lets no byte of an answer in.
  private static final String DEAF =
      "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a" + "000006040000000000" + "000400000000";

  /// The same client without that wish.
  private static final String LISTENING =
      "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a" + "000000040000000000";

  private static final String FIELDS = "828486410161";
  private static final long ANSWER = 128 * 1024;

  /// Eight large answers may wait.
  private final ConnectionGuard guard = Strangers.guard(8 * ANSWER);

  private final EmbeddedChannel channel = new EmbeddedChannel(false, false);

  /// Answers.
  private static final class Server extends Http2ConnectionHandler {
    Server(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      super(decoder, encoder, settings);
    }

    void answer(ChannelHandlerContext ctx, int stream) {
      var _ =
          encoder()
              .writeHeaders(
                  ctx, stream, new DefaultHttp2Headers().status("200"), 0, false, ctx.newPromise());
      var _ =
          encoder()
              .writeData(
                  ctx, stream, Unpooled.buffer().writeZero(1_000), 0, true, ctx.newPromise());
      ctx.flush();
    }
  }

  /// Makes it.
  private static final class Building
      extends AbstractHttp2ConnectionHandlerBuilder<Server, Building> {

    Server server() {
      server(true);
      Listener listener = new Listener();
      frameListener(listener);
      Server built = build();
      listener.server = built;
      return built;
    }

    @Override
    protected Server build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Server(decoder, encoder, settings);
    }
  }

  private static final class Listener extends Http2FrameAdapter {
    private @Nullable Server server;

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int streamId,
        Http2Headers headers,
        int streamDependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean endStream) {
      Objects.requireNonNull(server).answer(ctx, streamId);
    }
  }

  @BeforeEach
  void open() throws Exception {
    channel.freezeTime();
    channel.pipeline().addLast(new Guard(Strangers.connection(guard, channel, () -> {})));
    channel.register();
    channel.pipeline().addLast(new Building().server());
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void send(String hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
  }

  private void ask(int stream) {
    send("0000060105%08x%s".formatted(stream, FIELDS));
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds * 4; i++) {
      channel.advanceTimeBy(250, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  @Test
  void who_lets_no_byte_of_an_answer_in_for_a_minute_is_hung_up() {
    send(DEAF);
    ask(1);
    pass(59);
    assertThat(channel.isOpen()).isTrue();

    pass(2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_stranger_cannot_have_more_answers_wait_than_there_is_room_for() {
    send(DEAF);
    for (int stream = 1; stream <= 15; stream += 2) {
      ask(stream);
    }
    pass(1);
    assertThat(channel.isOpen()).as("eight").isTrue();

    ask(17);
    pass(1);
    assertThat(channel.isOpen()).as("nine").isFalse();
  }

  @Test
  void whose_credential_is_good_may_have_more() {
    send(DEAF);
    ask(1);
    ConnectionGuard.known(channel);
    for (int stream = 3; stream <= 41; stream += 2) {
      ask(stream);
    }
    pass(1);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void who_takes_the_answers_is_idle_after_them() {
    send(LISTENING);
    ask(1);
    ask(3);
    pass(29);
    assertThat(channel.isOpen()).isTrue();

    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_connection_without_a_stream_is_hung_up_after_ten_seconds_whatever_it_sends() {
    send(LISTENING);
    for (int i = 0; i < 9; i++) {
      pass(1);
      send("0000080600000000000000000000000000");
      assertThat(channel.isOpen()).isTrue();
    }
    pass(1);

    assertThat(channel.isOpen()).isFalse();
  }
}
