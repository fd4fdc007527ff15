package org.pollard.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import org.jspecify.annotations.Nullable;

/// Writes head and body of a small answer into one buffer. The codec makes two of them where the
/// body is longer than 128 bytes, as that of every vote is, and to write two buffers costs the
/// kernel more than to write one.
final class WholeAnswer {

  private static final String STATUS_LINE = "HTTP/1.1 200 OK\r\n";

  /// More than most heads take; a buffer that is too small grows.
  private static final int USUAL_HEAD = 256;

  /// Above this copying costs more than it saves.
  private static final int LARGEST_BODY = 4 * 1024;

  private WholeAnswer() {}

  /// The bytes of an answer, which still has to be released.
  ///
  /// @return null for what the codec has to write: anything but a small body of a known length
  ///   after a plain "200 OK"
  static @Nullable ByteBuf bytes(ByteBufAllocator memory, FullHttpResponse answer) {
    ByteBuf body = answer.content();
    if (!(answer.headers() instanceof HeadersMultiMap headers)
        || !isPlain(answer)
        || !body.isReadable()
        || body.readableBytes() > LARGEST_BODY) {
      return null;
    }
    ByteBuf whole = memory.buffer(USUAL_HEAD + body.readableBytes());
    ByteBufUtil.writeAscii(whole, STATUS_LINE);
    headers.encode(whole);
    whole.writeByte(HttpConstants.CR).writeByte(HttpConstants.LF);
    whole.writeBytes(body, body.readerIndex(), body.readableBytes());
    return whole;
  }

  private static boolean isPlain(FullHttpResponse answer) {
    HttpResponseStatus status = answer.status();
    return status.code() == HttpResponseStatus.OK.code()
        && status.reasonPhrase().equals(HttpResponseStatus.OK.reasonPhrase())
        && answer.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && answer.trailingHeaders().isEmpty()
        && answer.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        && !answer.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
  }
}
