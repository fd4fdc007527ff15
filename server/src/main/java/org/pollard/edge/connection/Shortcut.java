package org.pollard.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A way past what frames an answer, for bytes that go to thousands and were framed once for all.
/// There is one where an answer goes out in chunks, which look the same on every connection
/// (HTTP/1.1, RFC 9112 7.1). What stands nearer to the socket, such as TLS, sees them as any
/// others. Confined to the event loop of the connection, on which each write goes out in the order
/// of the calls, whichever way it takes.
public final class Shortcut {

  private static final String LINE_END = "\r\n";

  private final ConnectionBase connection;

  /// What is written from here goes on to what stands before it, towards the socket.
  private final ChannelHandlerContext encoder;

  private Shortcut(ConnectionBase connection, ChannelHandlerContext encoder) {
    this.connection = connection;
    this.encoder = encoder;
  }

  /// The one of the answer to this request; null when there is none.
  public static @Nullable Shortcut of(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_1_1
        || !request.method().equals(HttpMethod.GET)
        || !(request.connection() instanceof ConnectionBase connection)) {
      return null;
    }
    ChannelPipeline pipeline = connection.channel().pipeline();
    ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
    boolean asItIs = pipeline.context(HttpContentEncoder.class) == null;
    return encoder != null && asItIs ? new Shortcut(connection, encoder) : null;
  }

  /// Bytes as one chunk, in memory that the socket takes as it is. Whoever asks has to release it.
  public static ByteBuf chunk(Buffer bytes) {
    if (bytes.length() == 0) {
      // A chunk of nothing would be the end of the answer.
      return Unpooled.EMPTY_BUFFER;
    }
    String head = Integer.toHexString(bytes.length()) + LINE_END;
    ByteBuf chunk =
        ByteBufAllocator.DEFAULT.directBuffer(head.length() + bytes.length() + LINE_END.length());
    chunk.writeCharSequence(head, StandardCharsets.US_ASCII);
    chunk.writeBytes(bytes.getBytes());
    chunk.writeCharSequence(LINE_END, StandardCharsets.US_ASCII);
    return chunk;
  }

  /// Writes a chunk, once the head of the answer was written and as long as its end was not. Takes
  /// over the reference to it.
  public void write(ByteBuf chunk) {
    // The measures count what the encoder is given; from here nobody would tell them.
    connection.reportBytesWritten(chunk.readableBytes());
    var _ = encoder.writeAndFlush(chunk, connection.voidPromise);
  }
}
