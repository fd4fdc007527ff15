package org.pollard.edge;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;

/// Bytes that are sent to many: kept once outside of the heap and never copied on their way to a
/// plain connection, so that an answer which thousands ask for and nobody takes costs each of them
/// next to nothing.
public final class KeptBytes {

  private KeptBytes() {}

  /// A buffer that may be sent any number of times, from any event loop; kept for good.
  public static Buffer of(byte[] bytes) {
    return BufferImpl.buffer(
        Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(bytes.length, bytes.length).writeBytes(bytes).asReadOnly()));
  }
}
