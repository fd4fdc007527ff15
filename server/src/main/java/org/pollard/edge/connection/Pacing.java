package org.pollard.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands before what parses requests and gives it one request after the other: the next only when
/// the one before is answered and the client takes its answers. What came too early is kept as
/// bytes, and nothing is read from the socket meanwhile. Otherwise a client that asks and does not
/// listen would have the server keep thousands of parsed requests, or of answers.
///
/// Strangers, and whoever sends ahead, are heard in their turn ([Turns]), a few requests or some
/// bytes at a time. Who is known and waits for answers is heard at once.
///
/// Bytes are cut behind an empty line, where a head may end, and where a body ends whose length was
/// announced. The end of one in chunks is not known before it is parsed: it is cut behind empty
/// lines too, and not into smaller pieces than are worth their work.
final class Pacing extends ChannelDuplexHandler {

  /// Several reads of a socket, which happen only when somebody else switches reading on.
  private static final int MOST_KEPT_BYTES = 256 * 1024;

  /// While there is more than this nothing is read in a turn: a socket may give several times as
  /// much at once as is passed on.
  private static final int ENOUGH_KEPT_BYTES = 32 * 1024;

  /// Of a body in chunks: so many bytes of what follows it may be parsed with it, and so many are
  /// parsed in vain once it is known to be an attack.
  private static final int LEAST_PIECE = 512;

  private static final int LARGEST_PIECE = 4096;

  /// Requests that are answered at once. Then it is the turn of others on this event loop.
  private static final int MOST_IN_A_TURN = 4;

  /// Of HTTP/2, whose frames are parsed as they come: some dozens of the smallest ones.
  private static final int BYTES_IN_A_TURN = 1024;

  private static final int KNOWN_BYTES_IN_A_TURN = 4 * 1024;

  private final Connection connection;
  private final Frames frames = new Frames();
  private final Deque<ByteBuf> kept = new ArrayDeque<>();
  private int keptBytes;
  private boolean installed;
  private boolean holding;

  /// Whether its turn will come. Meanwhile it is held, too.
  private boolean inLine;

  /// Whether others want the socket to be read.
  private boolean wanted;

  private @Nullable ChannelHandlerContext ctx;

  Pacing(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    ctx = added;
    connection.whenItMayGoOn(this::goOn);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    if (!frames.mayCome(bytes, connection.isKnown(), System.nanoTime())) {
      bytes.release();
      var _ = context.writeAndFlush(Frames.goodbye());
      connection.hangUp();
      return;
    }
    if (!installed) {
      installed = watch(context.pipeline());
    }
    kept.addLast(bytes);
    keptBytes += bytes.readableBytes();
    if (keptBytes > MOST_KEPT_BYTES) {
      var _ = context.close();
    } else if (!holding && connection.isKnown()) {
      passOn(context);
    } else if (!holding) {
      hold(context);
      lineUp();
    }
  }

  /// Counts requests and answers, of whichever protocol it turned out to be.
  ///
  /// @return false when that is not known yet
  private boolean watch(ChannelPipeline pipeline) {
    if (Streams.watch(pipeline, connection)) {
      return true;
    }
    ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
    if (encoder == null) {
      return false;
    }
    pipeline.addAfter(encoder.name(), null, new Exchanges(connection));
    return true;
  }

  private void passOn(ChannelHandlerContext context) {
    long first = connection.begun();
    int passed = 0;
    for (ByteBuf bytes = kept.peek(); bytes != null; bytes = kept.peek()) {
      if (!connection.mayBegin()) {
        hold(context);
        return;
      }
      if (connection.begun() - first >= MOST_IN_A_TURN || passed >= bytesInATurn()) {
        hold(context);
        lineUpAgain();
        return;
      }
      boolean body = connection.isReadingBody();
      long begun = connection.begun();
      int length = piece(bytes);
      passed += length;
      connection.body().piecePassesOn();
      keptBytes -= length;
      if (length == bytes.readableBytes()) {
        kept.remove();
        context.fireChannelRead(bytes);
      } else {
        context.fireChannelRead(bytes.readRetainedSlice(length));
      }
      if (!body && connection.begun() == begun) {
        connection.headBegins();
      }
    }
  }

  /// Of HTTP/1 the requests are counted, and it is known where each begins. What is spoken since an
  /// upgrade sees to itself.
  private int bytesInATurn() {
    if (!connection.multiplexed()) {
      return Integer.MAX_VALUE;
    }
    return connection.isKnown() ? KNOWN_BYTES_IN_A_TURN : BYTES_IN_A_TURN;
  }

  /// How much of it is passed on at once.
  private int piece(ByteBuf bytes) {
    if (!connection.speaksHttp1()) {
      return Math.min(bytes.readableBytes(), bytesInATurn());
    }
    if (!connection.isReadingBody()) {
      return HeadEnd.in(bytes);
    }
    long left = connection.body().left();
    return left >= 0
        ? Math.clamp(left, 1, bytes.readableBytes())
        : Math.min(HeadEnd.in(bytes, LEAST_PIECE), LARGEST_PIECE);
  }

  private void hold(ChannelHandlerContext context) {
    ChannelConfig config = context.channel().config();
    holding = true;
    wanted = config.isAutoRead();
    config.setAutoRead(false);
  }

  private void lineUp() {
    if (!inLine) {
      inLine = true;
      connection.lineUp(this::turnComes);
    }
  }

  /// Of those who have sent the next request ahead.
  private void lineUpAgain() {
    long pause = connection.pause();
    if (pause == 0) {
      lineUp();
    } else if (ctx != null && !inLine) {
      inLine = true;
      var _ =
          ctx.executor()
              .schedule(() -> connection.lineUp(this::turnComes), pause, TimeUnit.NANOSECONDS);
    }
  }

  private void turnComes() {
    inLine = false;
    if (ctx == null || !holding || !connection.mayBegin()) {
      return;
    }
    ChannelHandlerContext context = ctx;
    holding = false;
    boolean readsLater = wanted && keptBytes > ENOUGH_KEPT_BYTES;
    if (wanted && !readsLater) {
      context.channel().config().setAutoRead(true);
    }
    passOn(context);
    if (readsLater && holding) {
      wanted = true;
    } else if (readsLater) {
      context.channel().config().setAutoRead(true);
    }
    context.fireChannelReadComplete();
  }

  private void goOn() {
    if (!holding || !connection.mayBegin()) {
      return;
    }
    if (kept.isEmpty()) {
      turnComes();
    } else {
      lineUpAgain();
    }
  }

  /// Others switch reading on and off as well, and must not undo the pause.
  @Override
  public void read(ChannelHandlerContext context) {
    if (!holding) {
      context.read();
    } else if (context.channel().config().isAutoRead()) {
      wanted = true;
      context.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    release();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (holding && wanted) {
      holding = false;
      context.channel().config().setAutoRead(true);
    }
    kept.forEach(context::fireChannelRead);
    kept.clear();
    ctx = null;
  }

  private void release() {
    kept.forEach(ByteBuf::release);
    kept.clear();
    keptBytes = 0;
  }
}
