package org.pollard.web.logo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SmallImageTest {

  /// The smallest lossless picture there is.
  private static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private static final byte[] SCRIPT = "<script>alert(1)</script>".getBytes(ISO_8859_1);

  private static byte[] picture(String format, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(width / 2, height / 2, 0xFF8800);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] each : parts) {
      out.writeBytes(each);
    }
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(type.getBytes(ISO_8859_1)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static boolean holds(byte[] all, byte[] part) {
    return new String(all, ISO_8859_1).contains(new String(part, ISO_8859_1));
  }

  @Test
  void a_png_keeps_its_picture_and_loses_everything_else() throws IOException {
    byte[] plain = picture("png", 40, 20);
    byte[] said = chunk("tEXt", SCRIPT);
    byte[] sent = joined(Arrays.copyOf(plain, 33), said, tail(plain, 33), SCRIPT);

    SmallImage read = SmallImage.read(sent).orElseThrow();

    assertThat(read.type()).isEqualTo("image/png");
    assertThat(List.of(read.width(), read.height())).containsExactly(40, 20);
    assertThat(holds(read.bytes(), SCRIPT)).isFalse();
    assertThat(ImageIO.read(new ByteArrayInputStream(read.bytes())).getRGB(20, 10))
        .isEqualTo(0xFFFF8800);
  }

  private static byte[] tail(byte[] all, int from) {
    return Arrays.copyOfRange(all, from, all.length);
  }

  @Test
  void a_jpeg_keeps_its_picture_and_loses_what_the_camera_wrote() throws IOException {
    byte[] plain = picture("jpg", 64, 48);
    byte[] place = joined(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 27}, SCRIPT);
    byte[] sent = joined(Arrays.copyOf(plain, 2), place, tail(plain, 2), SCRIPT);

    SmallImage read = SmallImage.read(sent).orElseThrow();

    assertThat(read.type()).isEqualTo("image/jpeg");
    assertThat(List.of(read.width(), read.height())).containsExactly(64, 48);
    assertThat(holds(read.bytes(), SCRIPT)).isFalse();
    assertThat(ImageIO.read(new ByteArrayInputStream(read.bytes())).getWidth()).isEqualTo(64);
  }

  @Test
  void a_webp_keeps_its_picture_and_loses_what_lies_behind_it() {
    SmallImage read = SmallImage.read(joined(WEBP, SCRIPT)).orElseThrow();

    assertThat(read.type()).isEqualTo("image/png");
    assertThat(List.of(read.width(), read.height())).containsExactly(1, 1);
    assertThat(holds(read.bytes(), SCRIPT)).isFalse();
  }

  @Test
  void a_photograph_stands_upright_however_the_camera_was_held() throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 32; x++) {
      for (int y = 0; y < 24; y++) {
        image.setRGB(x, y, 0xFFFFFF);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpg", out)).isTrue();
    byte[] plain = out.toByteArray();
    // Where the white quarter is, seen upright, for each way to hold a camera: right, and below.
    List<List<Boolean>> places =
        List.of(
            List.of(false, false),
            List.of(true, false),
            List.of(true, true),
            List.of(false, true),
            List.of(false, false),
            List.of(true, false),
            List.of(true, true),
            List.of(false, true));
    for (int held = 1; held <= 8; held++) {
      for (boolean little : List.of(true, false)) {
        byte[] sent = joined(Arrays.copyOf(plain, 2), exif(held, little), tail(plain, 2));

        SmallImage read = SmallImage.read(sent).orElseThrow();

        boolean side = held > 4;
        assertThat(List.of(read.width(), read.height()))
            .containsExactly(side ? 48 : 64, side ? 64 : 48);
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(read.bytes()));
        boolean right = places.get(held - 1).getFirst();
        boolean below = places.get(held - 1).getLast();
        for (boolean atRight : List.of(true, false)) {
          for (boolean atBottom : List.of(true, false)) {
            int x = atRight ? read.width() - 5 : 4;
            int y = atBottom ? read.height() - 5 : 4;
            int grey = shown.getRGB(x, y) & 0xFF;
            assertThat(grey > 200)
                .as("held %d", held)
                .isEqualTo(atRight == right && atBottom == below);
            assertThat(grey > 200 || grey < 50).isTrue();
          }
        }
      }
    }
  }

  /// The segment in which a camera says how it was held.
  private static byte[] exif(int held, boolean little) {
    ByteBuffer tiff =
        ByteBuffer.allocate(26).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.putShort((short) (little ? 0x4949 : 0x4D4D)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1);
    tiff.putShort((short) held).putShort((short) 0).putInt(0);
    return joined(
        new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (2 + 6 + 26)},
        "Exif\0\0".getBytes(ISO_8859_1),
        tiff.array());
  }

  /// Of noise, which nothing makes smaller: a sender's own packing may have been better.
  @Test
  void what_is_larger_when_it_is_written_anew_is_made_smaller() throws IOException {
    BufferedImage noise = new BufferedImage(400, 300, BufferedImage.TYPE_INT_ARGB);
    Random random = new Random(5);
    for (int x = 0; x < 400; x++) {
      for (int y = 0; y < 300; y++) {
        noise.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(noise, "png", out)).isTrue();
    int written =
        Redrawing.of(PngParts.read(out.toByteArray()).orElseThrow(), 1 << 20)
            .orElseThrow()
            .bytes()
            .length;

    SmallImage smaller =
        Redrawing.of(PngParts.read(out.toByteArray()).orElseThrow(), written / 3).orElseThrow();

    assertThat(smaller.bytes().length).isLessThan(written / 3);
    assertThat(smaller.width()).isBetween(50, 300);
    assertThat(3.0 * smaller.width() / smaller.height()).isBetween(3.9, 4.1);
  }

  /// It says 3000 by 3000 pixels in 9 KB, which nobody has to believe, and 36 million in a few
  /// more.
  @Test
  void what_grows_when_it_is_drawn_is_bounded() throws IOException {
    assertThat(SmallImage.read(picture("png", 3_000, 2_999), 1 << 20, 4_096)).isPresent();
    assertThat(SmallImage.read(picture("png", 4_096, 4_096), 1 << 20, 4_096)).isEmpty();
    byte[] lying = picture("png", 100, 100);
    ByteBuffer.wrap(lying).putInt(16, 2_000).putInt(20, 2_000);
    CRC32 crc = new CRC32();
    crc.update(lying, 12, 17);
    ByteBuffer.wrap(lying).putInt(29, (int) crc.getValue());
    assertThat(SmallImage.read(lying)).isEmpty();
  }

  @Test
  void what_is_something_else_damaged_or_too_large_is_refused() throws IOException {
    byte[] png = picture("png", 40, 20);
    byte[] broken = png.clone();
    broken[20] = (byte) (broken[20] ^ 1);
    byte[] animated = WEBP.clone();
    System.arraycopy("ANMF".getBytes(ISO_8859_1), 0, animated, 12, 4);
    for (byte[] sent :
        List.of(
            new byte[0],
            SCRIPT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(ISO_8859_1),
            "GIF89a".getBytes(ISO_8859_1),
            broken,
            Arrays.copyOf(png, png.length - 12),
            animated,
            picture("png", 2_049, 1),
            picture("jpg", 1, 2_049),
            joined(png, new byte[SmallImage.LARGEST]))) {
      assertThat(SmallImage.read(sent)).isEmpty();
    }
  }

  /// Whatever is cut off or turned around, it is read or refused.
  @Test
  void no_bytes_make_it_fail() throws IOException {
    Random random = new Random(7);
    for (byte[] whole : List.of(picture("png", 9, 9), picture("jpg", 9, 9), WEBP)) {
      for (int i = 0; i < 4_000; i++) {
        byte[] sent = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
        for (int turned = random.nextInt(4); turned > 0; turned--) {
          sent[random.nextInt(sent.length)] = (byte) random.nextInt();
        }
        SmallImage.read(sent).ifPresent(each -> assertThat(each.width()).isPositive());
      }
    }
  }
}
