package org.pollard.web.logo;

import java.util.Optional;

/// An image that was taken apart, drawn, and written anew: nothing but its pixels comes out, not
/// where a photo was taken, a second file behind the first, or a script, nor anything that was made
/// to break whoever draws it. Upright, and within bounds. Not to be changed.
///
/// @param type its media type
@SuppressWarnings("ArrayRecordComponent") // written once
public record SmallImage(String type, byte[] bytes, int width, int height) {

  /// In bytes, as it was sent.
  public static final int LARGEST = 256 * 1024;

  /// Pixels on either side.
  public static final int MOST_PIXELS = 2_048;

  /// What is drawn has to fit into memory: a screen of 3840 x 2160 with a little room.
  private static final long MOST_PIXELS_TOGETHER = 9_000_000;

  /// What somebody sent, known by its first bytes and by nothing that was said of it; empty when it
  /// is no such image, damaged, too large, or in colours for print.
  public static Optional<SmallImage> read(byte[] sent) {
    return read(sent, LARGEST, MOST_PIXELS);
  }

  /// The same within other bounds.
  ///
  /// @param largest in bytes, as it was sent
  /// @param mostPixels on either side
  public static Optional<SmallImage> read(byte[] sent, int largest, int mostPixels) {
    if (sent.length > largest) {
      return Optional.empty();
    }
    return PngParts.read(sent)
        .or(() -> JpegParts.read(sent))
        .or(() -> WebpParts.read(sent))
        .filter(each -> fits(each.width(), mostPixels) && fits(each.height(), mostPixels))
        .filter(each -> (long) each.width() * each.height() <= MOST_PIXELS_TOGETHER)
        .flatMap(each -> Redrawing.of(each, largest));
  }

  private static boolean fits(int pixels, int most) {
    return pixels >= 1 && pixels <= most;
  }
}
