package org.pollard.edge.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.ssl.SslHandler;

/// Sees the heads of HTTP/2 as they were sent, before the server makes of them what it wants to
/// know: afterwards nobody can tell any more that two hosts were named, and whether it came by TLS
/// would be what the client says.
final class StreamHeads extends Http2FrameListenerDecorator {

  private final Connection connection;

  StreamHeads(Http2FrameListener server, Connection connection) {
    super(server);
    this.connection = connection;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding, boolean last)
      throws Http2Exception {
    setRight(ctx, headers);
    super.onHeadersRead(ctx, stream, headers, padding, last);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int stream,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean last)
      throws Http2Exception {
    setRight(ctx, headers);
    super.onHeadersRead(ctx, stream, headers, dependency, weight, exclusive, padding, last);
  }

  private void setRight(ChannelHandlerContext ctx, Http2Headers headers) {
    if (headers.method() == null) {
      // What comes behind a body names nothing.
      return;
    }
    headers.scheme(ctx.pipeline().get(SslHandler.class) == null ? "http" : "https");
    if (headers.getAll(HttpHeaderNames.HOST).size() > 1) {
      // Who names two names none, which is refused.
      headers.remove(HttpHeaderNames.HOST);
      headers.remove(Http2Headers.PseudoHeaderName.AUTHORITY.value());
    }
    if (connection.isFromProxy()) {
      ForwardedHeaders.cutDown(headers);
    }
  }
}
