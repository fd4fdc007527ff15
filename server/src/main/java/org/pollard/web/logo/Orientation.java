package org.pollard.web.logo;

import java.awt.geom.AffineTransform;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a camera was held, and so where the first row and the first column of its picture belong
/// (Exif 2.32, tag 274), in the order of its numbers from 1.
enum Orientation {
  UPRIGHT(1, 0, 0, 1),
  MIRRORED(-1, 0, 0, 1),
  UPSIDE_DOWN(-1, 0, 0, -1),
  FLIPPED(1, 0, 0, -1),
  TRANSPOSED(0, 1, 1, 0),
  TO_THE_RIGHT(0, 1, -1, 0),
  TRANSVERSED(0, -1, -1, 0),
  TO_THE_LEFT(0, -1, 1, 0);

  private static final List<Byte> EXIF = List.of((byte) 'E', (byte) 'x', (byte) 'i', (byte) 'f');
  private static final int MARK = 6;
  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int TAG = 274;
  private static final int ENTRY = 12;

  private final int xToX;
  private final int xToY;
  private final int yToX;
  private final int yToY;

  Orientation(int xToX, int xToY, int yToX, int yToY) {
    this.xToX = xToX;
    this.xToY = xToY;
    this.yToX = yToX;
    this.yToY = yToY;
  }

  /// What a segment of a camera tells; empty when it tells nothing of this, or nonsense.
  ///
  /// @param from where its data begins, after marker and length
  static Optional<Orientation> in(byte[] sent, int from, int end) {
    List<Byte> mark = Arrays.asList(sent[from], sent[from + 1], sent[from + 2], sent[from + 3]);
    if (end - from < MARK || !mark.equals(EXIF)) {
      return Optional.empty();
    }
    ByteBuffer tiff = ByteBuffer.wrap(sent, from + MARK, end - from - MARK).slice();
    try {
      if (tiff.getShort(0) == LITTLE_ENDIAN) {
        tiff.order(ByteOrder.LITTLE_ENDIAN);
      }
      tiff.position(tiff.getInt(4));
      for (int left = Short.toUnsignedInt(tiff.getShort()); left > 0; left--) {
        int entry = tiff.position();
        if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
          int number = tiff.getShort(entry + 8);
          return number >= 1 && number <= values().length
              ? Optional.of(values()[number - 1])
              : Optional.empty();
        }
        tiff.position(entry + ENTRY);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
      // It breaks off.
    }
    return Optional.empty();
  }

  boolean liesOnItsSide() {
    return xToX == 0;
  }

  /// Turns a picture of that size, and moves it back to where it was.
  AffineTransform upright(int width, int height) {
    int x = Math.min(0, xToX * width) + Math.min(0, yToX * height);
    int y = Math.min(0, xToY * width) + Math.min(0, yToY * height);
    return new AffineTransform(xToX, xToY, yToX, yToY, -x, -y);
  }
}
