package org.pollard.edge.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.concurrent.TimeUnit;

/// Tells a connection how many streams of HTTP/2 are open on it, and how many of them wait for a
/// client that takes nothing. A stream is open once its head is complete; frames that belong to
/// none keep no connection alive. Confined to the event loop.
final class Streams extends Http2ConnectionAdapter {

  /// Between two looks at what waits.
  private static final long STRANGERS_PAUSE_MILLIS = 250;

  private static final long KNOWN_PAUSE_MILLIS = 10_000;

  /// A stranger who opens so many more is looked at in between.
  private static final int MANY = 8;

  private final Http2ConnectionHandler handler;
  private final Http2Connection http;
  private final Connection connection;
  private final Channel channel;
  private boolean looking;

  private Streams(Http2ConnectionHandler handler, Connection connection, Channel channel) {
    this.handler = handler;
    this.http = handler.connection();
    this.connection = connection;
    this.channel = channel;
  }

  /// Begins to, if HTTP/2 is spoken here; false when it is not.
  static boolean watch(ChannelPipeline pipeline, Connection connection) {
    Http2ConnectionHandler handler = pipeline.get(Http2ConnectionHandler.class);
    if (handler == null) {
      return false;
    }
    Http2FrameListener server = handler.decoder().frameListener();
    if (!(server instanceof StreamHeads)) {
      handler.decoder().frameListener(new StreamHeads(server, connection));
    }
    Streams streams = new Streams(handler, connection, pipeline.channel());
    streams.http.addListener(streams);
    streams.tell();
    return true;
  }

  @Override
  public void onStreamActive(Http2Stream stream) {
    tell();
    if (!connection.isKnown() && http.numActiveStreams() % MANY == 0) {
      look();
    }
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    tell();
  }

  private void tell() {
    int open = http.numActiveStreams();
    connection.multiplexes(open);
    if (open > 0 && !looking) {
      looking = true;
      lookLater();
    }
  }

  private void lookLater() {
    long pause = connection.isKnown() ? KNOWN_PAUSE_MILLIS : STRANGERS_PAUSE_MILLIS;
    var _ = channel.eventLoop().schedule(this::lookAgain, pause, TimeUnit.MILLISECONDS);
  }

  private void lookAgain() {
    look();
    looking = http.numActiveStreams() > 0 && channel.isActive();
    if (looking) {
      lookLater();
    }
  }

  private void look() {
    Http2RemoteFlowController flow = handler.encoder().flowController();
    Untakens seen = new Untakens(flow.windowSize(http.connectionStream()));
    try {
      http.forEachActiveStream(
          stream -> {
            if (flow.hasFlowControlled(stream)) {
              seen.waiting++;
              seen.windows = seen.windows * 31 + flow.windowSize(stream);
            }
            return true;
          });
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
    connection.streamsWait(seen.waiting, seen.windows);
  }

  /// What a look has seen.
  private static final class Untakens {
    int waiting;
    long windows;

    Untakens(long window) {
      this.windows = window;
    }
  }
}
