package org.pollard.edge.connection;

/// In how many parts the body of a request comes. Whoever sends it in chunks of a byte pays six for
/// one, and has the server work a hundred times as much as for a body of the same length: that is
/// no client. Confined to the event loop.
final class BodyParts {

  /// A body may come in so many parts, however small, and beyond that only in parts of this size.
  private static final int SMALL_PARTS = 64;

  private static final int BYTES_OF_PART = 128;

  private long left = -1;
  private long bytes;
  private int parts;

  /// The next body begins.
  ///
  /// @param length of it in bytes, as announced; negative when it was not
  void begin(long length) {
    left = length;
    bytes = 0;
    parts = 0;
  }

  /// Bytes are passed on to be parsed. What comes in pieces comes in parts, which is no fault.
  void piecePassesOn() {
    parts--;
  }

  /// A part was parsed; false when it is one too many.
  boolean mayCome(int length) {
    parts++;
    bytes += length;
    if (left > 0) {
      left -= length;
    }
    return parts <= SMALL_PARTS + bytes / BYTES_OF_PART;
  }

  /// How many bytes are still to come; negative when that was not announced.
  long left() {
    return left;
  }
}
