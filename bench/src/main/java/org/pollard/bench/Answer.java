package org.pollard.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Finds the end of each HTTP/1.1 answer in the bytes of one connection, and its status; bodies are
/// skipped. Confined.
final class Answer {

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_LINE = 64;

  private enum Part {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK
  }

  private final byte[] line = new byte[LONGEST_LINE];
  private Part part = Part.HEAD;
  private int lineLength;
  private boolean chunked;
  private long missing;
  private int status;

  /// Reads on; gives the status when an answer is complete, and 0 when more bytes are needed.
  int read(ByteBuffer in) {
    while (in.hasRemaining()) {
      boolean complete =
          switch (part) {
            case HEAD -> endOfLine(in.get()) && head();
            case CHUNK_SIZE -> endOfLine(in.get()) && chunkSize();
            case BODY -> skipped(in);
            case CHUNK -> {
              part = skipped(in) ? Part.CHUNK_SIZE : part;
              yield false;
            }
          };
      if (complete) {
        part = Part.HEAD;
        chunked = false;
        int answered = status;
        status = 0;
        missing = 0;
        return answered;
      }
    }
    return 0;
  }

  private boolean endOfLine(byte next) {
    if (next == '\n') {
      return true;
    }
    if (next != '\r' && lineLength < LONGEST_LINE) {
      line[lineLength++] = next;
    }
    return false;
  }

  private boolean head() {
    int length = lineLength;
    lineLength = 0;
    if (length == 0) {
      part = chunked ? Part.CHUNK_SIZE : Part.BODY;
      return !chunked && missing == 0;
    }
    if (status == 0) {
      status = (int) number(9, 12, 10);
    } else if (startsWith(LENGTH, length)) {
      missing = number(LENGTH.length, length, 10);
    } else if (startsWith(CODING, length)) {
      chunked = true;
    }
    return false;
  }

  /// True at the end of the last chunk. Each chunk has a line end of its own after it.
  private boolean chunkSize() {
    int length = lineLength;
    lineLength = 0;
    if (length == 0) {
      return true;
    }
    missing = number(0, length, 16);
    if (missing > 0) {
      missing += 2;
      part = Part.CHUNK;
    }
    return false;
  }

  private boolean skipped(ByteBuffer in) {
    int taken = (int) Math.min(missing, in.remaining());
    in.position(in.position() + taken);
    missing -= taken;
    return missing == 0;
  }

  private boolean startsWith(byte[] name, int length) {
    if (length < name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if ((line[i] | 0x20) != (name[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private long number(int from, int to, int radix) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(line[i], radix);
      if (digit >= 0) {
        number = number * radix + digit;
      }
    }
    return number;
  }
}
