package org.pollard.edge.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
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

  private static final long BYTES_OF_ANSWER = 128 * 1024;

  /// A body may come in so many parts, however small, and beyond that only in parts of this size.
  private static final int SMALL_PARTS = 64;

  private static final int BYTES_OF_PART = 128;

  private final Channel channel;
  private final ConnectionGuard guard;
  private final Places.Place place;
  private boolean known;
  private boolean readingHead = true;
  private boolean readingBody;
  private long bodyLeft = -1;
  private long bodyBytes;
  private int bodyParts;
  private boolean over;
  private boolean multiplexed;
  private boolean upgraded;
  private int unanswered;
  private long begun;
  private long untaken;
  private long untakenStreams;
  private long windows;
  private @Nullable ScheduledFuture<?> streamsDeadline;
  private long taken;
  private long behind;
  private boolean due;
  private @Nullable ScheduledFuture<?> looking;
  private @Nullable ScheduledFuture<?> takingDeadline;
  private Runnable whenItMayGoOn = () -> {};

  /// @param known whether it counts as one with a credential from the start
  Connection(Channel channel, ConnectionGuard guard, Places.Place place, boolean known) {
    this.channel = channel;
    this.guard = guard;
    this.place = place;
    this.known = known;
    channel.attr(KEY).set(this);
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
    bodyLeft = length;
    bodyBytes = 0;
    bodyParts = 0;
    asked(unanswered + 1);
  }

  /// Bytes are passed on to be parsed. What comes in pieces comes in parts, which is no fault.
  void piecePassesOn() {
    bodyParts--;
  }

  /// A part of a body was parsed. Whoever sends a body in chunks of a byte pays six for one, and
  /// has the server work a hundred times as much as for a body of the same length: that is no
  /// client.
  void partIsRead(int bytes) {
    bodyParts++;
    bodyBytes += bytes;
    if (bodyLeft > 0) {
      bodyLeft -= bytes;
    }
    if (!over && bodyParts > SMALL_PARTS + bodyBytes / BYTES_OF_PART) {
      hangUp();
    }
  }

  /// Whether it was hung up by us, so that nothing more that came is of interest.
  boolean isOver() {
    return over;
  }

  /// How much of the body that is read is still to come; negative when that was not announced.
  long bodyLeft() {
    return bodyLeft;
  }

  /// Whether requests come one after the other, as text.
  boolean speaksHttp1() {
    return !upgraded && !multiplexed;
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

  /// Requests do not come one after the other here (HTTP/2).
  ///
  /// @param streams that are open now
  void multiplexes(int streams) {
    multiplexed = true;
    readingBody = false;
    asked(streams);
  }

  /// How many streams have something to send that the client does not let in (HTTP/2). How much
  /// that is only the codec knows; an answer is taken for a large one.
  ///
  /// @param windows another number whenever the client has taken something, or lets more in
  void streamsWait(int streams, long windows) {
    guard.untaken().remove(untakenStreams);
    untakenStreams = 0;
    if (streams > 0 && !known) {
      long bytes = streams * BYTES_OF_ANSWER;
      if (!guard.untaken().add(bytes)) {
        hangUp();
        return;
      }
      untakenStreams = bytes;
    }
    if (streamsDeadline != null && (streams == 0 || windows != this.windows)) {
      streamsDeadline.cancel(false);
      streamsDeadline = null;
    }
    if (streamsDeadline == null && streams > 0) {
      this.windows = windows;
      streamsDeadline = later(guard.bounds().untaken(), this::hangUp);
    }
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
      forgetUntaken();
      guard.untaken().remove(untakenStreams);
      untakenStreams = 0;
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
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (channel.isWritable() || buffer == null) {
      forgetUntaken();
      if (takingDeadline != null) {
        takingDeadline.cancel(false);
        takingDeadline = null;
      }
      whenItMayGoOn.run();
      return;
    }
    if (!known && untaken == 0) {
      long bytes = buffer.totalPendingWriteBytes();
      if (!guard.untaken().add(bytes)) {
        hangUp();
        return;
      }
      untaken = bytes;
    }
    if (takingDeadline == null) {
      taken = progress(buffer);
      armTaking();
    }
  }

  void closed() {
    disarm();
    stopLooking();
    forgetUntaken();
    guard.untaken().remove(untakenStreams);
    untakenStreams = 0;
    if (takingDeadline != null) {
      takingDeadline.cancel(false);
    }
    if (streamsDeadline != null) {
      streamsDeadline.cancel(false);
    }
  }

  private void armTaking() {
    takingDeadline = later(guard.bounds().untaken(), this::lookWhatIsTaken);
  }

  private void lookWhatIsTaken() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer == null) {
      return;
    }
    long now = progress(buffer);
    if (now == taken) {
      hangUp();
    } else {
      taken = now;
      armTaking();
    }
  }

  /// Another number whenever anything was taken.
  private static long progress(ChannelOutboundBuffer buffer) {
    return ((long) System.identityHashCode(buffer.current()) << Integer.SIZE)
        ^ buffer.currentProgress();
  }

  private void forgetUntaken() {
    guard.untaken().remove(untaken);
    untaken = 0;
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

  private ScheduledFuture<?> later(Duration patience, Runnable action) {
    return later(patience.toNanos(), action);
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
