package org.pollard.web.logo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/// PNG (ISO/IEC 15948): a signature and chunks with checksums, of which the four that make the
/// picture are kept, and the one that says what shines through.
final class PngParts {

  private static final String SIGNATURE = "\211PNG\r\n\32\n";
  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int HEADER = 13;

  /// A chunk's length, type and checksum.
  private static final int AROUND = 12;

  private PngParts() {}

  static Optional<Parts> read(byte[] sent) {
    byte[] signature = SIGNATURE.getBytes(ISO_8859_1);
    if (!Arrays.equals(Arrays.copyOf(sent, signature.length), signature)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(sent, signature.length, sent.length - signature.length);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(sent.length);
    kept.write(signature, 0, signature.length);
    int width = 0;
    int height = 0;
    boolean pictured = false;
    while (in.remaining() >= AROUND) {
      int start = in.position();
      int length = in.getInt(start);
      if (length < 0 || length > in.remaining() - AROUND || !isWhole(sent, start, length)) {
        return Optional.empty();
      }
      String type = new String(sent, start + 4, 4, ISO_8859_1);
      boolean first = width == 0;
      if (first != type.equals("IHDR") || (first && length != HEADER)) {
        return Optional.empty();
      }
      if (first) {
        width = in.getInt(start + 8);
        height = in.getInt(start + 12);
        if (width <= 0 || height <= 0) {
          return Optional.empty();
        }
      }
      pictured |= type.equals("IDAT");
      if (KEPT.contains(type)) {
        kept.write(sent, start, length + AROUND);
      } else if (Character.isUpperCase(type.charAt(0))) {
        // Without knowing it nobody could draw the picture.
        return Optional.empty();
      }
      if (type.equals("IEND")) {
        return pictured
            ? Optional.of(
                new Parts("image/png", kept.toByteArray(), width, height, Orientation.UPRIGHT))
            : Optional.empty();
      }
      in.position(start + length + AROUND);
    }
    return Optional.empty();
  }

  private static boolean isWhole(byte[] sent, int start, int length) {
    CRC32 crc = new CRC32();
    crc.update(sent, start + 4, length + 4);
    return (int) crc.getValue() == ByteBuffer.wrap(sent).getInt(start + 8 + length);
  }
}
