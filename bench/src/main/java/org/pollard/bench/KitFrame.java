package org.pollard.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the beginning of a frame tells.
///
/// @param id of the request that it answers; may be empty
/// @param poll id of the poll in it; may be empty
/// @param count of the poll's first option; -1 when there is none
record KitFrame(int event, String id, String poll, long count) {

  /// Puts frames together from what comes, keeping their beginnings only. Confined to one thread.
  static final class Parts {

    private static final int KEPT = 512;
    private static final int MOST_OF_HEAD = 10;

    private final ByteBuffer head = ByteBuffer.allocate(MOST_OF_HEAD);
    private final ByteBuffer beginning = ByteBuffer.allocate(KEPT);
    private long left = -1;
    private boolean last;
    private boolean text;

    /// Takes bytes until a message is whole, which it gives, or until there are none.
    @Nullable KitFrame take(ByteBuffer input) {
      while (input.hasRemaining()) {
        if (left < 0 && !begun(input)) {
          continue;
        }
        int now = (int) Math.min(left, input.remaining());
        int kept = Math.min(now, beginning.remaining());
        beginning.put(input.slice(input.position(), kept));
        input.position(input.position() + now);
        left -= now;
        if (left == 0) {
          left = -1;
          if (last) {
            KitFrame frame = text ? null : read(beginning.flip());
            beginning.clear();
            if (frame != null) {
              return frame;
            }
          }
        }
      }
      return null;
    }

    private boolean begun(ByteBuffer input) {
      head.put(input.get());
      int short7 = head.position() > 1 ? head.get(1) & 0x7f : 0;
      int needed = head.position() < 2 ? 2 : short7 == 126 ? 4 : short7 == 127 ? 10 : 2;
      if (head.position() < needed) {
        return false;
      }
      last = (head.get(0) & 0x80) != 0;
      int code = head.get(0) & 0x0f;
      if (code != 0) {
        text = code != 2;
      }
      left = needed == 2 ? short7 : needed == 4 ? head.getShort(2) & 0xffff : head.getLong(2);
      head.clear();
      return true;
    }
  }

  private static KitFrame read(ByteBuffer bytes) {
    int event = 0;
    String id = "";
    while (bytes.hasRemaining()) {
      int field = (int) varint(bytes) >>> 3;
      if (field == 1) {
        event = (int) varint(bytes);
      } else {
        int length = (int) varint(bytes);
        if (field == 3) {
          return payload(event, id, bytes);
        }
        id = text(bytes, length);
      }
    }
    return new KitFrame(event, id, "", -1);
  }

  /// The poll of an update: its id, and its first option if results are shown.
  private static KitFrame payload(int event, String id, ByteBuffer bytes) {
    String poll = "";
    if ((event != KitSockets.VOTE && event != KitSockets.CREATE) || !bytes.hasRemaining()) {
      return new KitFrame(event, id, poll, -1);
    }
    varint(bytes);
    varint(bytes);
    while (bytes.hasRemaining()) {
      int tag = (int) varint(bytes);
      if ((tag & 7) == 0) {
        varint(bytes);
        continue;
      }
      int length = (int) varint(bytes);
      if (tag >>> 3 == 1) {
        poll = text(bytes, length);
      } else if (tag >>> 3 == 5) {
        return new KitFrame(event, id, poll, count(bytes, length));
      } else {
        bytes.position(bytes.position() + length);
      }
    }
    return new KitFrame(event, id, poll, -1);
  }

  private static long count(ByteBuffer option, int length) {
    int end = option.position() + length;
    varint(option);
    int text = (int) varint(option);
    option.position(option.position() + text);
    return option.position() < end && varint(option) == 2 << 3 ? varint(option) : -1;
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
