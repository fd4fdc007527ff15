package org.pollard.edge.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How far a connection has come, and the moment at which it is hung up. Confined to its event loop
/// where nothing else is said.
///
/// A head is due (from the accept, or from its first byte), or a request is read and answered, or
/// nothing is asked, or another protocol is spoken since an upgrade, which sees to itself. Whatever
/// it is, answers that are not taken end the connection after a while.
final class Connection {

  static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "pollard");

  /// So many requests in a row may be refused and the next sent ahead all the same; then each costs
  /// a pause, and in the end the connection.
  private static final int FREE_REFUSALS = 8;

  private static final int MOST_REFUSALS = 64;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Channel channel;
  private final ConnectionGuard guard;
  private final Places.Place place;
  private final Untaken untaken;
  private final BodyParts body = new BodyParts();
  private final boolean fromProxy;
  private boolean known;
  private boolean readingHead = true;
  private boolean readingBody;
  private boolean over;
  private boolean multiplexed;
  private boolean upgraded;
  private int unanswered;
  private long begun;
  private int refusals;
  private long behind;
  private boolean due;
  private @Nullable ScheduledFuture<?> looking;
  private Runnable whenItMayGoOn = () -> {};

  /// @param known whether it counts as one with a credential from the start
  Connection(Channel channel, ConnectionGuard guard, Places.Place place, boolean known) {
    this.channel = channel;
    this.guard = guard;
    this.place = place;
    this.known = known;
    this.untaken = new Untaken(channel, guard, this::hangUp);
    this.fromProxy =
        channel.remoteAddress() instanceof InetSocketAddress address
            && guard.proxies().include(address);
    channel.attr(KEY).set(this);
  }

  /// Whether a trusted proxy has made it.
  boolean isFromProxy() {
    return fromProxy;
  }

  /// The first head is due from now on.
  void opened() {
    arm(guard.bounds().head());
  }

  /// Bytes came that belong to no request whose head is complete.
  void headBegins() {
    if (!readingHead && !upgraded && !multiplexed) {
      readingHead = true;
      arm(guard.bounds().head());
    }
  }

  /// The head of a request is complete.
  ///
  /// @param length of its body in bytes, as announced; negative when it was not
  void requestBegins(long length) {
    begun++;
    readingBody = true;
    body.begin(length);
    asked(unanswered + 1);
  }

  /// A part of a body was parsed.
  void partIsRead(int bytes) {
    if (!body.mayCome(bytes) && !over) {
      hangUp();
    }
  }

  /// Whether it was hung up by us, so that nothing more that came is of interest.
  boolean isOver() {
    return over;
  }

  /// The body that is read, or was read last.
  BodyParts body() {
    return body;
  }

  /// Whether requests come one after the other, as text.
  boolean speaksHttp1() {
    return !upgraded && !multiplexed;
  }

  /// Whether many requests come at once, in frames.
  boolean multiplexed() {
    return multiplexed;
  }

  /// The body of the request is complete.
  void requestIsRead() {
    readingBody = false;
    settle();
  }

  /// The answer to the oldest unanswered request is complete, though perhaps not sent.
  void answered() {
    asked(Math.max(0, unanswered - 1));
    if (mayBegin()) {
      // Not at once: whoever wrote the answer is not done with it.
      channel.eventLoop().execute(whenItMayGoOn);
    }
  }

  /// What an answer says of the request.
  void judged(boolean refused) {
    refusals = refused ? refusals + 1 : 0;
  }

  /// How long whoever sent the next request ahead has to wait for it, in nanoseconds. Nobody asks
  /// for one thing after the other that is refused, and does not even listen.
  long pause() {
    if (known || refusals <= FREE_REFUSALS) {
      return 0;
    }
    if (refusals > MOST_REFUSALS) {
      hangUp();
    }
    return PAUSE_NANOS;
  }

  /// Takes a place in the line of this event loop.
  void lineUp(Runnable turn) {
    guard.turns(channel.eventLoop()).wait(place.line(), turn);
  }

  /// Requests do not come one after the other here (HTTP/2).
  ///
  /// @param streams that are open now
  void multiplexes(int streams) {
    multiplexed = true;
    readingBody = false;
    asked(streams);
  }

  /// Streams wait, as [Untaken] has it.
  void streamsWait(int streams, long windows) {
    untaken.streamsWait(streams, windows, !known);
  }

  /// Whether it has shown a credential.
  boolean isKnown() {
    return known;
  }

  /// Another protocol is spoken from here on.
  void upgraded() {
    upgraded = true;
    becomesBusy();
    channel.eventLoop().execute(whenItMayGoOn);
  }

  /// By any thread.
  void known() {
    if (channel.eventLoop().inEventLoop()) {
      becomesKnown();
    } else {
      channel.eventLoop().execute(this::becomesKnown);
    }
  }

  private void becomesKnown() {
    if (!known) {
      known = true;
      guard.places().known(place);
      untaken.becomesKnown();
      settle();
    }
  }

  /// Whether the next request may be read: the one before is answered, and the client takes its
  /// answers. What belongs to a request that has begun is always read.
  boolean mayBegin() {
    return upgraded || multiplexed || readingBody || (unanswered == 0 && channel.isWritable());
  }

  boolean isReadingBody() {
    return readingBody;
  }

  /// How many requests have begun; grows with each.
  long begun() {
    return begun;
  }

  /// @param action run on the event loop when [#mayBegin()] may have become true
  void whenItMayGoOn(Runnable action) {
    whenItMayGoOn = action;
  }

  /// The client has stopped to take its answers, or takes them again.
  void writabilityChanged() {
    if (untaken.changed(!known)) {
      whenItMayGoOn.run();
    }
  }

  void closed() {
    disarm();
    stopLooking();
    untaken.closed();
  }

  private void asked(int requests) {
    boolean wasBusy = unanswered > 0;
    unanswered = requests;
    if (requests == 0) {
      settle();
    } else if (!wasBusy) {
      becomesBusy();
    }
  }

  private void becomesBusy() {
    readingHead = false;
    disarm();
    if (!known) {
      guard.places().busy(place);
    }
  }

  /// Begins to wait when nothing is asked any more. A body whose request is answered already is of
  /// no use to anybody, and has no more time than that.
  private void settle() {
    if (unanswered > 0 || readingHead || upgraded) {
      return;
    }
    if (!known) {
      guard.places().waits(place);
    }
    arm(known && !readingBody ? guard.bounds().knownIdle() : guard.bounds().strangersIdle());
  }

  /// A connection that asks and asks moves its deadline with each request. It is looked at when the
  /// first one comes, and not taken back and made anew each time: what is kept is how far behind
  /// that look the deadline lies.
  private void arm(Duration patience) {
    long nanos = patience.toNanos();
    long untilLook = looking == null ? Long.MAX_VALUE : looking.getDelay(TimeUnit.NANOSECONDS);
    due = true;
    if (untilLook > nanos) {
      stopLooking();
      looking = later(nanos, this::look);
      behind = 0;
    } else {
      behind = nanos - untilLook;
    }
  }

  private void look() {
    looking = null;
    if (!due) {
      return;
    }
    if (behind <= 0) {
      hangUp();
    } else {
      looking = later(behind, this::look);
      behind = 0;
    }
  }

  private void stopLooking() {
    if (looking != null) {
      looking.cancel(false);
      looking = null;
    }
  }

  private ScheduledFuture<?> later(long nanos, Runnable action) {
    return channel.eventLoop().schedule(action, nanos, TimeUnit.NANOSECONDS);
  }

  void hangUp() {
    over = true;
    var _ = hangUp(channel);
  }

  /// Closes the socket itself, by any thread: whoever stands behind the first handler would say
  /// goodbye first, which HTTP/2 does for up to half a minute.
  static ChannelFuture hangUp(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    return first == null ? channel.close() : first.close();
  }

  private void disarm() {
    due = false;
  }
}
