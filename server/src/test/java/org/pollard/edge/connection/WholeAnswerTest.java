package org.pollard.edge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers as they reach the socket: in how many buffers, and the same bytes either way.
@NullMarked
class WholeAnswerTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff\r\ncontent-length: %d\r\n\r\n";

  private final ConnectionGuard guard = Strangers.guard(1_000);

  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void open() throws Exception {
    Connection connection = Strangers.connection(guard, channel, () -> {});
    channel.pipeline().addLast(new HttpResponseEncoder(), new Exchanges(connection));
  }

  private static FullHttpResponse answer(HttpResponseStatus status, String body) {
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.copiedBuffer(body, US_ASCII),
            HeadersMultiMap.httpHeaders(),
            new DefaultHttpHeaders());
    answer.headers().set("X-Content-Type-Options", "nosniff");
    answer.headers().set("content-length", Integer.toString(body.length()));
    return answer;
  }

  private List<String> sent(FullHttpResponse answer) {
    channel.writeOutbound(answer);
    List<String> buffers = new ArrayList<>();
    for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
      buffers.add(each.toString(US_ASCII));
      each.release();
    }
    assertThat(answer.refCnt()).isZero();
    return buffers;
  }

  @Test
  void a_body_as_long_as_that_of_a_vote_goes_with_its_head() {
    String body = "v".repeat(150);

    // The codec learns how long heads are, so its first answers say little.
    for (int i = 0; i < 30; i++) {
      assertThat(sent(answer(HttpResponseStatus.OK, body)))
          .containsExactly(HEAD.formatted(150) + body);
    }
  }

  @Test
  void so_does_a_longer_one() {
    String body = "v".repeat(4_096);

    assertThat(sent(answer(HttpResponseStatus.OK, body)))
        .containsExactly(HEAD.formatted(4_096) + body);
  }

  @Test
  void a_large_body_is_not_copied() {
    String body = "v".repeat(4_097);

    assertThat(sent(answer(HttpResponseStatus.OK, body)))
        .containsExactly(HEAD.formatted(4_097), body);
  }

  @Test
  void other_answers_are_the_codecs() {
    String body = "v".repeat(150);

    assertThat(String.join("", sent(answer(HttpResponseStatus.CREATED, body))))
        .startsWith("HTTP/1.1 201 Created\r\n")
        .endsWith("\r\n\r\n" + body);
    assertThat(String.join("", sent(answer(new HttpResponseStatus(200, "Fine"), body))))
        .startsWith("HTTP/1.1 200 Fine\r\n");
    FullHttpResponse old = answer(HttpResponseStatus.OK, body);
    old.setProtocolVersion(HttpVersion.HTTP_1_0);
    assertThat(String.join("", sent(old))).startsWith("HTTP/1.0 200 OK\r\n");
    FullHttpResponse chunked = answer(HttpResponseStatus.OK, body);
    chunked.headers().remove("content-length");
    chunked.headers().set("transfer-encoding", "chunked");
    assertThat(String.join("", sent(chunked))).endsWith("\r\n96\r\n" + body + "\r\n0\r\n\r\n");
  }

  @Test
  void who_has_asked_for_a_head_alone_gets_what_the_codec_makes_of_it() {
    channel.writeInbound(
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.HEAD, "/"),
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    String body = "v".repeat(1_000);

    // The codec of the server, which knows what was asked for, leaves the body out.
    assertThat(sent(answer(HttpResponseStatus.OK, body)))
        .containsExactly(HEAD.formatted(1_000), body);
    channel.releaseInbound();
  }
}
