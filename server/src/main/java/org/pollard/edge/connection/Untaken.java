package org.pollard.edge.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What waits on one connection for a client that does not take its answers: it may be so much for
/// all strangers together, and it may wait for a while. Confined to the event loop.
final class Untaken {

  private static final long BYTES_OF_ANSWER = 128 * 1024;

  private final Channel channel;
  private final UntakenBytes all;
  private final long patienceNanos;
  private final Runnable hangUp;

  /// Counted in [#all], of strangers only.
  private long bytes;

  private long bytesOfStreams;
  private long taken;
  private long windows;
  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable ScheduledFuture<?> deadlineOfStreams;

  /// @param hangUp run on the event loop, when it is too much or waits for too long
  Untaken(Channel channel, ConnectionGuard guard, Runnable hangUp) {
    this.channel = channel;
    this.all = guard.untaken();
    this.patienceNanos = guard.bounds().untaken().toNanos();
    this.hangUp = hangUp;
  }

  /// The client has stopped to take its answers, or takes them again.
  ///
  /// @return whether it takes them
  boolean changed(boolean stranger) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (channel.isWritable() || buffer == null) {
      forget();
      cancel(deadline);
      deadline = null;
      return true;
    }
    if (stranger && bytes == 0) {
      long more = buffer.totalPendingWriteBytes();
      if (!all.add(more)) {
        hangUp.run();
        return false;
      }
      bytes = more;
    }
    if (deadline == null) {
      taken = progress(buffer);
      deadline = later(this::look);
    }
    return false;
  }

  private void look() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer == null) {
      return;
    }
    long now = progress(buffer);
    if (now == taken) {
      hangUp.run();
    } else {
      taken = now;
      deadline = later(this::look);
    }
  }

  /// Another number whenever anything was taken.
  private static long progress(ChannelOutboundBuffer buffer) {
    return ((long) System.identityHashCode(buffer.current()) << Integer.SIZE)
        ^ buffer.currentProgress();
  }

  /// How many streams have something to send that the client does not let in (HTTP/2). How much
  /// that is only the codec knows; an answer is taken for a large one.
  ///
  /// @param windows another number whenever the client has taken something, or lets more in
  void streamsWait(int streams, long windows, boolean stranger) {
    forgetStreams();
    if (streams > 0 && stranger) {
      long more = streams * BYTES_OF_ANSWER;
      if (!all.add(more)) {
        hangUp.run();
        return;
      }
      bytesOfStreams = more;
    }
    if (streams == 0 || windows != this.windows) {
      cancel(deadlineOfStreams);
      deadlineOfStreams = null;
    }
    if (deadlineOfStreams == null && streams > 0) {
      this.windows = windows;
      deadlineOfStreams = later(hangUp);
    }
  }

  /// It is no stranger's any more.
  void becomesKnown() {
    forget();
    forgetStreams();
  }

  /// The connection has ended.
  void closed() {
    becomesKnown();
    cancel(deadline);
    cancel(deadlineOfStreams);
  }

  private void forget() {
    all.remove(bytes);
    bytes = 0;
  }

  private void forgetStreams() {
    all.remove(bytesOfStreams);
    bytesOfStreams = 0;
  }

  private ScheduledFuture<?> later(Runnable action) {
    return channel.eventLoop().schedule(action, patienceNanos, TimeUnit.NANOSECONDS);
  }

  private static void cancel(@Nullable ScheduledFuture<?> deadline) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
