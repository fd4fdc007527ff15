package org.pollard.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Counts the requests and answers of HTTP/1 as they pass between the codec and the server.
final class Exchanges extends ChannelDuplexHandler {

  private final Connection connection;

  /// Once it has asked for a head alone the codec writes all of its answers: here nobody knows
  /// which of them is to have no body.
  private boolean asksForHeads;

  private @Nullable ChannelHandlerContext codec;

  Exchanges(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    codec = ctx.pipeline().context(HttpResponseEncoder.class);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      long length = length(request);
      refuseUpgrade(request, length);
      if (connection.isFromProxy()) {
        ForwardedHeaders.cutDown(request.headers());
      }
      asksForHeads |= request.method().equals(HttpMethod.HEAD);
      connection.requestBegins(length);
    }
    if (message instanceof HttpContent content) {
      connection.partIsRead(content.content().readableBytes());
    }
    if (connection.isOver()) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof LastHttpContent) {
      connection.requestIsRead();
    }
    ctx.fireChannelRead(message);
  }

  /// Passes over the wish to go on with HTTP/2, which a server may, where more comes than a head:
  /// an upgrade in the middle of a body loses one request in five. And where there are two hosts,
  /// since after it nobody sees any more that there were.
  private static void refuseUpgrade(HttpRequest request, long length) {
    HttpHeaders headers = request.headers();
    if (headers.contains(HttpHeaderNames.UPGRADE, "h2c", true)
        && (length != 0 || headers.getAll(HttpHeaderNames.HOST).size() > 1)) {
      headers.remove(HttpHeaderNames.UPGRADE);
    }
  }

  /// What cannot be parsed announces nothing.
  private static long length(HttpRequest request) {
    return request.decoderResult().isSuccess() && !HttpUtil.isTransferEncodingChunked(request)
        ? HttpUtil.getContentLength(request, 0L)
        : -1;
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
      HttpStatusClass kind = response.status().codeClass();
      interim = kind == HttpStatusClass.INFORMATIONAL;
      connection.judged(kind == HttpStatusClass.CLIENT_ERROR);
      if (kind == HttpStatusClass.CLIENT_ERROR) {
        AnswerHead.complete(response.headers(), ctx.pipeline().get(SslHandler.class) != null);
      }
    }
    boolean last = message instanceof LastHttpContent;
    write(message, promise, ctx);
    if (upgrade) {
      connection.upgraded();
    } else if (last && !interim) {
      connection.answered();
    }
  }

  /// A small answer goes past the codec, in one buffer.
  private void write(Object message, ChannelPromise promise, ChannelHandlerContext ctx) {
    if (codec != null && !asksForHeads && message instanceof FullHttpResponse answer) {
      ByteBuf whole = WholeAnswer.bytes(ctx.alloc(), answer);
      if (whole != null) {
        answer.release();
        var _ = codec.write(whole, promise);
        return;
      }
    }
    var _ = ctx.write(message, promise);
  }
}
