package org.pollard.edge.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;

/// The first handler of a connection, from its accept to its end. Puts [Pacing] where the bytes
/// come out of TLS, behind whatever is there when the connection opens: what is added later, once
/// the protocol is known, comes behind that.
final class Guard extends ChannelInboundHandlerAdapter {

  private final Connection connection;

  Guard(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ChannelPipeline pipeline = ctx.pipeline();
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    if (decoder == null) {
      pipeline.addLast(new Pacing(connection));
    } else {
      pipeline.addBefore(decoder.name(), null, new Pacing(connection));
    }
    connection.opened();
    ctx.fireChannelActive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    connection.writabilityChanged();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connection.closed();
    ctx.fireChannelInactive();
  }

  /// An upgrade to HTTP/2 takes every handler of HTTP/1 out, and this one with them.
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      ctx.pipeline().addFirst(new Guard(connection), new Pacing(connection));
      Streams.watch(ctx.pipeline(), connection);
    }
  }
}
