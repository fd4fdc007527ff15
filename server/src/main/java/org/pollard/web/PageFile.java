package org.pollard.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.KeptBytes;

/// A file of the pages as it is sent. Not to be changed.
///
/// @param plain the bytes
/// @param zipped the same, compressed as far as gzip goes
/// @param tag an entity tag of the content
@SuppressWarnings("ArrayRecordComponent") // written once, read by whoever sends it
record PageFile(String type, Buffer plain, Buffer zipped, String tag) {

  private static final String FOLDER = "META-INF/resources/";

  /// Reads a file that the build made; null when there is none of this name.
  static @Nullable PageFile read(String name) {
    String type = type(name);
    if (type == null || name.contains("..")) {
      return null;
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        return null;
      }
      byte[] plain = in.readAllBytes();
      return new PageFile(
          type, KeptBytes.of(plain), KeptBytes.of(zipped(plain)), '"' + hash(plain) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private static @Nullable String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html;charset=UTF-8";
      case "js" -> "text/javascript;charset=UTF-8";
      case "css" -> "text/css;charset=UTF-8";
      case "svg" -> "image/svg+xml";
      default -> null;
    };
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new Thorough(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Compresses once and is read thousands of times.
  private static final class Thorough extends GZIPOutputStream {

    Thorough(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
