package org.pollard.edge.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/// Counts the requests and answers of HTTP/1 as they pass between the codec and the server.
final class Exchanges extends ChannelDuplexHandler {

  private final Connection connection;

  Exchanges(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      connection.requestBegins();
    }
    if (message instanceof LastHttpContent) {
      connection.requestIsRead();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean upgrade = false;
    boolean interim = false;
    if (message instanceof HttpResponse response) {
      // To HTTP/2 it is not done before the request is read, and then [Guard] sees it.
      upgrade =
          response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)
              && !response.headers().contains(HttpHeaderNames.UPGRADE, "h2c", true);
      interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    boolean last = message instanceof LastHttpContent;
    var _ = ctx.write(message, promise);
    if (upgrade) {
      connection.upgraded();
    } else if (last && !interim) {
      connection.answered();
    }
  }
}
