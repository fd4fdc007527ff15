package org.pollard.live;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.IdentityHashMap;
import org.pollard.edge.connection.Shortcut;

/// Events as chunks of an answer, made once for all streams of an event loop that are sent the
/// same. They share the memory, which is given back when the last of them has sent it and
/// [#forget()] was called. Confined to the event loop.
final class Chunks {

  private final IdentityHashMap<Buffer, ByteBuf> made = new IdentityHashMap<>();

  /// A reference of the caller's own to the chunk with this event.
  ByteBuf of(Buffer event) {
    return made.computeIfAbsent(event, Shortcut::chunk).retainedDuplicate();
  }

  /// What was made is wanted no more, but for what is still being sent.
  void forget() {
    made.values().forEach(ByteBuf::release);
    made.clear();
  }
}
