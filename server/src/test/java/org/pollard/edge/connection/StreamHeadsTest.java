package org.pollard.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the server sees of a head of HTTP/2 that comes without TLS from this machine.
@NullMarked
class StreamHeadsTest {

  private final EmbeddedChannel channel =
      new EmbeddedChannel(new ChannelInboundHandlerAdapter()) {
        @Override
        protected SocketAddress remoteAddress0() {
          return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
        }
      };

  /// Keeps the last head.
  private static final class Server extends Http2FrameAdapter {
    private @Nullable Http2Headers seen;

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding, boolean last) {
      seen = headers;
    }
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private Http2Headers seen(Http2Headers sent, String... proxies) throws Exception {
    ConnectionGuard guard = Strangers.guard(1024, proxies);
    Server server = new Server();
    new StreamHeads(server, Strangers.connection(guard, channel, () -> {}))
        .onHeadersRead(channel.pipeline().firstContext(), 1, sent, 0, true);
    return Objects.requireNonNull(server.seen);
  }

  private static Http2Headers head() {
    return new DefaultHttp2Headers().method("GET").path("/").scheme("http");
  }

  @Test
  void one_host_is_one_and_two_are_none() throws Exception {
    assertThat(seen(head().add("host", "a")).getAll("host")).hasSize(1);
    Http2Headers two = seen(head().authority("a").add("host", "a").add("host", "b"));
    assertThat(two.authority()).isNull();
    assertThat(two.contains("host")).isFalse();
  }

  @Test
  void whether_it_came_by_tls_is_not_the_clients_word() throws Exception {
    assertThat(seen(head().scheme("https")).scheme()).asString().isEqualTo("http");
  }

  @Test
  void what_comes_behind_a_body_stays_as_it_is() throws Exception {
    Http2Headers trailers = new DefaultHttp2Headers().add("grpc-status", "0");

    assertThat(seen(trailers).size()).isEqualTo(1);
  }

  @Test
  void of_what_a_proxy_tells_only_what_it_has_to_set_is_heard() throws Exception {
    Http2Headers sent =
        head()
            .add("x-forwarded-ssl", "on")
            .add("x-forwarded-port", "abc")
            .add("x-forwarded-host", "claimed.example, polls.example.org")
            .add("x-forwarded-proto", "https")
            .add("x-forwarded-proto", "http");

    Http2Headers heard = seen(sent, "127.0.0.1");

    assertThat(heard.contains("x-forwarded-ssl")).isFalse();
    assertThat(heard.contains("x-forwarded-port")).isFalse();
    assertThat(heard.getAll("x-forwarded-host").getFirst())
        .asString()
        .isEqualTo("polls.example.org");
    assertThat(heard.getAll("x-forwarded-proto")).hasSize(1);
    assertThat(heard.get("x-forwarded-proto")).asString().isEqualTo("http");
  }

  /// Nobody believes them then, and whoever must not be asked through a proxy sees that there is
  /// one.
  @Test
  void what_anybody_else_tells_is_left() throws Exception {
    assertThat(seen(head().add("x-forwarded-port", "444")).contains("x-forwarded-port")).isTrue();
  }
}
