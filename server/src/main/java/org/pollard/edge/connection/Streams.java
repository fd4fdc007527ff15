package org.pollard.edge.connection;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;

/// Tells a connection how many streams of HTTP/2 are open on it. A stream is open once its head is
/// complete; frames that belong to none keep no connection alive. Confined to the event loop.
final class Streams extends Http2ConnectionAdapter {

  private final Http2Connection http;
  private final Connection connection;

  private Streams(Http2Connection http, Connection connection) {
    this.http = http;
    this.connection = connection;
  }

  /// Begins to, if HTTP/2 is spoken here; false when it is not.
  static boolean watch(ChannelPipeline pipeline, Connection connection) {
    Http2ConnectionHandler handler = pipeline.get(Http2ConnectionHandler.class);
    if (handler == null) {
      return false;
    }
    Streams streams = new Streams(handler.connection(), connection);
    streams.http.addListener(streams);
    connection.multiplexes(streams.http.numActiveStreams());
    return true;
  }

  @Override
  public void onStreamActive(Http2Stream stream) {
    connection.multiplexes(http.numActiveStreams());
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    connection.multiplexes(http.numActiveStreams());
  }
}
