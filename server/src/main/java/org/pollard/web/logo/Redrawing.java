package org.pollard.web.logo;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Draws an image and writes what was drawn: photographs as JPEG, everything else as PNG, smaller
/// until it fits.
final class Redrawing {

  /// An image of 200 KB may be 36 MB when it is drawn, and twice that where it is turned.
  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1, true);

  private static final String JPEG = "image/jpeg";
  private static final String PNG = "image/png";
  private static final String WEBP = "image/webp";
  private static final float QUALITY = 0.9F;
  private static final int SMALLEST = 16;

  /// Where the first chunk of a WebP says how it is packed.
  private static final int WEBP_PACKING = 15;

  static {
    // Nothing is shown here, whatever screen the server may have been started from.
    System.setProperty("java.awt.headless", "true");
  }

  private Redrawing() {}

  /// Empty when it cannot be drawn.
  ///
  /// @param largest in bytes
  static Optional<SmallImage> of(Parts parts, int largest) {
    ONE_AT_A_TIME.acquireUninterruptibly();
    try {
      BufferedImage drawn = read(parts);
      if (drawn.getWidth() != parts.width() || drawn.getHeight() != parts.height()) {
        return Optional.empty();
      }
      return Optional.of(fitting(parts, drawn, largest));
    } catch (IOException | RuntimeException e) {
      // The libraries throw this and that for a damaged one.
      return Optional.empty();
    } finally {
      ONE_AT_A_TIME.release();
    }
  }

  private static BufferedImage read(Parts parts) throws IOException {
    ImageReader reader = readerOf(parts.type());
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(parts.bytes()))) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader readerOf(String type) throws IOException {
    return type.equals(WEBP)
        ? new WebPImageReaderSpi().createReaderInstance(null)
        : ImageIO.getImageReadersByMIMEType(type).next();
  }

  private static SmallImage fitting(Parts parts, BufferedImage drawn, int largest)
      throws IOException {
    boolean shinesThrough = drawn.getColorModel().hasAlpha();
    boolean photograph = !shinesThrough && isLossy(parts);
    double scale = 1;
    while (true) {
      BufferedImage upright = upright(drawn, parts.held(), scale, shinesThrough);
      byte[] bytes = photograph ? jpeg(upright) : png(upright);
      if (bytes.length <= largest || Math.min(upright.getWidth(), upright.getHeight()) < SMALLEST) {
        return new SmallImage(
            photograph ? JPEG : PNG, bytes, upright.getWidth(), upright.getHeight());
      }
      // A picture that its sender had packed better is a photograph more often than not.
      scale = photograph || shinesThrough ? scale * 0.75 : scale;
      photograph = !shinesThrough;
    }
  }

  private static boolean isLossy(Parts parts) {
    return switch (parts.type()) {
      case JPEG -> true;
      case WEBP -> parts.bytes()[WEBP_PACKING] != 'L';
      default -> false;
    };
  }

  private static BufferedImage upright(
      BufferedImage drawn, Orientation held, double scale, boolean shinesThrough) {
    int wide = Math.max(1, (int) Math.round(drawn.getWidth() * scale));
    int high = Math.max(1, (int) Math.round(drawn.getHeight() * scale));
    BufferedImage upright =
        new BufferedImage(
            held.liesOnItsSide() ? high : wide,
            held.liesOnItsSide() ? wide : high,
            shinesThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    AffineTransform how = held.upright(wide, high);
    how.scale((double) wide / drawn.getWidth(), (double) high / drawn.getHeight());
    Graphics2D pen = upright.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      pen.drawImage(drawn, how, null);
    } finally {
      pen.dispose();
    }
    return upright;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", to)) {
        throw new IOException("no PNG can be written");
      }
    }
    return out.toByteArray();
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(JPEG).next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(to);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
