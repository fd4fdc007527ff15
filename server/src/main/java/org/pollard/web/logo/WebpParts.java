package org.pollard.web.logo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// WebP (RFC 9649): a RIFF of chunks, of which the picture and what shines through are kept.
final class WebpParts {

  private static final int HEAD = 12;
  private static final int CHUNK = 8;
  private static final int EXTENDED = 10;
  private static final int ALPHA = 0x10;
  private static final int ANIMATED = 0x02;

  private WebpParts() {}

  private record Chunk(String type, int start, int length) {

    /// Chunks have an even length in the file.
    int whole() {
      return CHUNK + length + (length & 1);
    }
  }

  static Optional<Parts> read(byte[] sent) {
    if (sent.length < HEAD + CHUNK
        || !text(sent, 0).equals("RIFF")
        || !text(sent, 8).equals("WEBP")) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN);
    List<Chunk> kept = new ArrayList<>();
    int width = 0;
    int height = 0;
    int i = HEAD;
    while (i + CHUNK <= sent.length) {
      Chunk chunk = new Chunk(text(sent, i), i, in.getInt(i + 4));
      if (chunk.length() < 0 || chunk.length() > sent.length - i - CHUNK) {
        return Optional.empty();
      }
      int data = i + CHUNK;
      switch (chunk.type()) {
        case "VP8X" -> {
          if (!kept.isEmpty() || chunk.length() < EXTENDED || (in.get(data) & ANIMATED) != 0) {
            return Optional.empty();
          }
          width = 1 + (in.getInt(data + 4) & 0xFF_FFFF);
          height = 1 + (in.getInt(data + 6) >>> 8);
          kept.add(chunk);
        }
        case "ALPH" -> kept.add(chunk);
        case "VP8 ", "VP8L" -> {
          long size = chunk.type().equals("VP8L") ? lossless(in, chunk) : lossy(in, chunk);
          int wide = (int) (size >>> 32);
          int high = (int) size;
          boolean same = width == 0 || (wide == width && high == height);
          if (size == 0 || !same) {
            return Optional.empty();
          }
          kept.add(chunk);
          return Optional.of(
              new Parts("image/webp", joined(sent, kept), wide, high, Orientation.UPRIGHT));
        }
        case "ANIM", "ANMF" -> {
          return Optional.empty();
        }
        default -> {}
      }
      i += chunk.whole();
    }
    return Optional.empty();
  }

  /// Width and height as the halves of one number; 0 when they do not stand there.
  private static long lossy(ByteBuffer in, Chunk chunk) {
    int data = chunk.start() + CHUNK;
    if (chunk.length() < 10 || (in.getInt(data + 2) >>> 8) != 0x2A019D) {
      return 0;
    }
    long width = in.getShort(data + 6) & 0x3FFF;
    return (width << 32) | (in.getShort(data + 8) & 0x3FFF);
  }

  private static long lossless(ByteBuffer in, Chunk chunk) {
    int data = chunk.start() + CHUNK;
    if (chunk.length() < 5 || in.get(data) != 0x2F) {
      return 0;
    }
    int bits = in.getInt(data + 1);
    return ((1L + (bits & 0x3FFF)) << 32) | (1 + ((bits >>> 14) & 0x3FFF));
  }

  private static byte[] joined(byte[] sent, List<Chunk> kept) {
    int length = 4 + kept.stream().mapToInt(Chunk::whole).sum();
    ByteBuffer out = ByteBuffer.allocate(CHUNK + length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(ISO_8859_1)).putInt(length).put("WEBP".getBytes(ISO_8859_1));
    for (Chunk each : kept) {
      int at = out.position();
      out.put(sent, each.start(), CHUNK + each.length());
      if (each.type().equals("VP8X")) {
        // Of what it announces nothing is there any more but what shines through.
        out.put(at + CHUNK, (byte) (out.get(at + CHUNK) & ALPHA));
      }
      out.position(at + each.whole());
    }
    return out.array();
  }

  private static String text(byte[] sent, int at) {
    return new String(sent, at, 4, ISO_8859_1);
  }
}
