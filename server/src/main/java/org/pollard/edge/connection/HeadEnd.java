package org.pollard.edge.connection;

import io.netty.buffer.ByteBuf;

/// Where in some bytes the head of a request may end: behind an empty line. Without state, so a
/// line end at the very beginning counts as an empty line, whatever came before.
final class HeadEnd {

  private static final byte LINE_FEED = '\n';
  private static final byte CARRIAGE_RETURN = '\r';

  private HeadEnd() {}

  /// How many bytes it is to the first such place that has bytes behind it, or to the end.
  static int in(ByteBuf bytes) {
    int begin = bytes.readerIndex();
    int end = bytes.writerIndex();
    int lineBegin = begin;
    for (int at = bytes.indexOf(begin, end, LINE_FEED);
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
}
