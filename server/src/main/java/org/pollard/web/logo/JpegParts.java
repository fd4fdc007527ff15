package org.pollard.web.logo;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// JPEG (ITU-T T.81): segments behind markers. Kept are tables, the frame, scans, and the two
/// applications' segments that say how colours are meant; comments and the data of cameras go, of
/// which only is read how the camera was held.
final class JpegParts {

  private static final int START = 0xD8;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;

  private JpegParts() {}

  static Optional<Parts> read(byte[] sent) {
    if (sent.length < 4 || at(sent, 0) != 0xFF || at(sent, 1) != START) {
      return Optional.empty();
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(sent.length);
    kept.write(sent, 0, 2);
    int width = 0;
    int height = 0;
    Orientation held = Orientation.UPRIGHT;
    boolean scanned = false;
    int i = 2;
    while (i + 4 <= sent.length || (i + 2 <= sent.length && at(sent, i + 1) == END)) {
      int marker = at(sent, i + 1);
      if (at(sent, i) != 0xFF) {
        return Optional.empty();
      }
      if (marker == 0xFF) {
        // Markers may have any number of these before them.
        i++;
        continue;
      }
      if (marker == END) {
        kept.write(sent, i, 2);
        return scanned
            ? Optional.of(new Parts("image/jpeg", kept.toByteArray(), width, height, held))
            : Optional.empty();
      }
      int length = word(sent, i + 2);
      int end = i + 2 + length;
      if (length < 2 || end > sent.length) {
        return Optional.empty();
      }
      switch (marker) {
        case 0xC0, 0xC1, 0xC2 -> {
          if (length < 8 || width != 0) {
            return Optional.empty();
          }
          height = word(sent, i + 5);
          width = word(sent, i + 7);
          kept.write(sent, i, end - i);
        }
        case 0xC4, 0xDB, 0xDD, 0xE0, 0xEE -> kept.write(sent, i, end - i);
        case SCAN -> {
          if (width == 0) {
            return Optional.empty();
          }
          scanned = true;
          end = endOfScan(sent, end);
          kept.write(sent, i, end - i);
        }
        default -> {
          boolean dropped = marker == 0xFE || (marker >= 0xE1 && marker <= 0xEF);
          if (!dropped) {
            return Optional.empty();
          }
          if (marker == 0xE1) {
            held = Orientation.in(sent, i + 4, end).orElse(held);
          }
        }
      }
      i = end;
    }
    return Optional.empty();
  }

  /// Where the next marker stands that belongs to no scan.
  private static int endOfScan(byte[] sent, int from) {
    int i = from;
    while (i + 1 < sent.length) {
      int next = at(sent, i + 1);
      boolean within = next == 0 || (next >= 0xD0 && next <= 0xD7);
      if (at(sent, i) == 0xFF && !within && next != 0xFF) {
        return i;
      }
      i += at(sent, i) == 0xFF && within ? 2 : 1;
    }
    return sent.length;
  }

  private static int at(byte[] sent, int i) {
    return sent[i] & 0xFF;
  }

  private static int word(byte[] sent, int i) {
    return (at(sent, i) << 8) | at(sent, i + 1);
  }
}
