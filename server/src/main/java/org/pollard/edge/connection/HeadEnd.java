package org.pollard.edge.connection;

import io.netty.buffer.ByteBuf;

/// Where in some bytes the head of a request may end: behind an empty line. Without state, so a
/// line end at the very beginning counts as an empty line, whatever came before, and so do all that
/// follow it.
final class HeadEnd {

  private static final byte LINE_FEED = '\n';
  private static final byte CARRIAGE_RETURN = '\r';

  private HeadEnd() {}

  /// How many bytes it is to the first such place, or to the end.
  static int in(ByteBuf bytes) {
    int ends = 0;
    while (ends < bytes.readableBytes() && isLineEnd(bytes.getByte(bytes.readerIndex() + ends))) {
      ends++;
    }
    return ends > 0 ? ends : in(bytes, 0);
  }

  /// The same for the first such place behind so many bytes.
  static int in(ByteBuf bytes, int behind) {
    int begin = bytes.readerIndex();
    int end = bytes.writerIndex();
    int lineBegin = Math.min(end, begin + behind);
    for (int at = bytes.indexOf(lineBegin, end, LINE_FEED);
        at >= 0;
        at = bytes.indexOf(lineBegin, end, LINE_FEED)) {
      boolean empty =
          at == lineBegin || (at == lineBegin + 1 && bytes.getByte(lineBegin) == CARRIAGE_RETURN);
      lineBegin = at + 1;
      if (empty) {
        return lineBegin - begin;
      }
    }
    return end - begin;
  }

  private static boolean isLineEnd(byte one) {
    return one == LINE_FEED || one == CARRIAGE_RETURN;
  }
}
