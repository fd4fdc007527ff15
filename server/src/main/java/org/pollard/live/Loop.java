package org.pollard.live;

import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pollard.poll.SessionId;

/// The streams of one event loop, and what is being written to them. Thread-safe; all writing is
/// confined to the event loop.
///
/// Votes come in on the same loop, so what goes to thousands of streams is written a few at a time,
/// with everything else that the loop has to do in between. While it writes it takes nothing on
/// top: newer snapshots take the place of those that wait. A loop that cannot keep up sends less
/// often, and neither its viewers nor its voters fall behind.
final class Loop {

  private static final System.Logger LOG = System.getLogger(Loop.class.getName());

  /// Netty looks for input after every 64 tasks only, so this times 64 streams at most come first.
  private static final int STREAMS_AT_ONCE = 8;

  /// To look whether a stream is silent costs next to nothing.
  private static final int LOOKS_AT_ONCE = 256;

  private final Context context;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final Chunks chunks = new Chunks();
  private Map<SessionId, Optional<Snapshot>> waiting = new HashMap<>();
  private boolean writing;
  private boolean beating;

  Loop(Context context) {
    this.context = context;
  }

  /// Live; may be read and changed by any thread.
  Set<EventStream> streams() {
    return streams;
  }

  /// Tells every stream that follows one of these sessions; an empty one is gone.
  void send(Map<SessionId, Optional<Snapshot>> news) {
    context.runOnContext(
        _ -> {
          waiting.putAll(news);
          if (!writing) {
            begin();
          }
        });
  }

  /// Has every stream that was silent for a while say that it is there, in one sweep.
  void beat() {
    context.runOnContext(
        _ -> {
          if (!beating) {
            beating = true;
            beat(streams.iterator(), System.nanoTime());
          }
        });
  }

  private void beat(Iterator<EventStream> left, long now) {
    int written = 0;
    for (int i = 0; i < LOOKS_AT_ONCE && written < STREAMS_AT_ONCE && left.hasNext(); i++) {
      if (left.next().heartbeat(now)) {
        written++;
      }
    }
    if (left.hasNext()) {
      context.runOnContext(_ -> beat(left, now));
    } else {
      beating = false;
    }
  }

  private void begin() {
    Map<SessionId, Optional<Snapshot>> news = waiting;
    waiting = new HashMap<>();
    writing = true;
    write(streams.iterator(), news);
  }

  private void write(Iterator<EventStream> left, Map<SessionId, Optional<Snapshot>> news) {
    for (int i = 0; i < STREAMS_AT_ONCE && left.hasNext(); i++) {
      write(left.next(), news);
    }
    if (left.hasNext()) {
      context.runOnContext(_ -> write(left, news));
      return;
    }
    chunks.forget();
    if (waiting.isEmpty()) {
      writing = false;
    } else {
      context.runOnContext(_ -> begin());
    }
  }

  /// Throws nothing, since all the other streams would wait for ever.
  @SuppressWarnings("CatchingUnchecked")
  private void write(EventStream stream, Map<SessionId, Optional<Snapshot>> news) {
    try {
      for (SessionId session : stream.sessions()) {
        Optional<Snapshot> snapshot = news.get(session);
        if (snapshot != null) {
          snapshot.ifPresentOrElse(each -> stream.offer(each, chunks), () -> stream.gone(session));
        }
      }
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A stream failed; the others go on", e);
    }
  }
}
