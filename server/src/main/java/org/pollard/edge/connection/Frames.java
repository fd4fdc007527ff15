package org.pollard.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/// Counts the small frames of HTTP/2 on one connection, from its first byte. A frame costs the
/// server as much as a small request and its sender nine bytes: whoever sends thousands of them in
/// a second is no client. Of another protocol it counts nothing. Confined to the event loop.
final class Frames {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int HEAD = 9;
  private static final int LENGTH_BYTES = 3;

  /// Says goodbye (GOAWAY) and why: enhance your calm (RFC 9113, 7).
  private static final String GOODBYE = "000008" + "0700" + "00000000" + "00000000" + "0000000b";

  /// Payload, in bytes, of a frame that counts.
  private static final int SMALL = 32;

  /// Of small ones, at once and in a second. A page that asks for its parts and follows a stream
  /// sends some dozens.
  private static final int MOST_AT_ONCE = 500;

  private static final int A_SECOND = 250;

  /// A request that is taken back (RST_STREAM) has been worked on, and counts as so many.
  private static final int RESET = 3;

  private static final int PRICE_OF_RESET = 5;

  /// Who has shown a credential, or is a proxy with everybody behind it, may send so many times as
  /// many.
  private static final double KNOWN = 20;

  private enum State {
    PREFACE,
    HEAD,
    PAYLOAD,
    /// Something else is spoken here.
    OTHER
  }

  private State state = State.PREFACE;
  private int seen;
  private int length;
  private int type;
  private double left = MOST_AT_ONCE;
  private long since;

  /// Whether these bytes are fine. Reads nothing out of them.
  ///
  /// @param known whether it is a connection of somebody known
  /// @param now in nanoseconds of any clock that does not jump
  boolean mayCome(ByteBuf bytes, boolean known, long now) {
    if (state == State.OTHER) {
      return true;
    }
    double more = (now - since) * (double) A_SECOND / TimeUnit.SECONDS.toNanos(1);
    left = Math.min(MOST_AT_ONCE, left + (since == 0 ? 0 : more));
    since = now;
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end && state != State.OTHER) {
      if (state == State.PAYLOAD) {
        int part = Math.min(length - seen, end - at);
        at += part;
        seen += part;
        next(seen == length, State.HEAD);
      } else {
        take(bytes.getByte(at), known ? 1 / KNOWN : 1);
        at++;
      }
    }
    return left >= 0;
  }

  /// What to say to whoever sent too many.
  static ByteBuf goodbye() {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(GOODBYE));
  }

  private void take(byte one, double price) {
    if (state == State.PREFACE) {
      if (one != PREFACE.charAt(seen)) {
        state = State.OTHER;
        return;
      }
      seen++;
      next(seen == PREFACE.length(), State.HEAD);
      return;
    }
    if (seen < LENGTH_BYTES) {
      length = (seen == 0 ? 0 : length << Byte.SIZE) | Byte.toUnsignedInt(one);
    }
    if (seen == LENGTH_BYTES) {
      type = one;
    }
    seen++;
    if (seen == HEAD && length < SMALL) {
      left -= type == RESET ? PRICE_OF_RESET * price : price;
    }
    next(seen == HEAD, length == 0 ? State.HEAD : State.PAYLOAD);
  }

  private void next(boolean done, State next) {
    if (done) {
      state = next;
      seen = 0;
    }
  }
}
