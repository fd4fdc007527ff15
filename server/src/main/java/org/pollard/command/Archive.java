package org.pollard.command;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The file of a backup: a zip file, the manifest first; or the same encrypted for one recipient in
/// the format of age (age-encryption.org), which the program of that name opens as well.
final class Archive {

  private static final String MANIFEST = "manifest.json";
  private static final String ENCRYPTED = "age-encryption.org/";

  private Archive() {}

  /// Writes one for its owner's eyes, in a place where nothing is.
  ///
  /// @param parts where the bytes of each entry lie, by name
  /// @param recipient an age public key; null: it is not encrypted
  static void write(
      Path target, Manifest manifest, Map<String, Path> parts, @Nullable String recipient)
      throws IOException {
    try (FileChannel file =
            FileChannel.open(
                target,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        WritableByteChannel channel = recipient == null ? file : encrypting(file, recipient);
        ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
      zip.putNextEntry(new ZipEntry(MANIFEST));
      zip.write(manifest.bytes());
      zip.closeEntry();
      for (Map.Entry<String, Path> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        Files.copy(part.getValue(), zip);
        zip.closeEntry();
      }
      zip.finish();
      if (recipient == null) {
        file.force(true);
      }
    }
  }

  private static WritableByteChannel encrypting(FileChannel file, String recipient)
      throws IOException {
    try {
      return new StandardEncryptingChannelFactory()
          .newEncryptingChannel(
              file,
              List.of(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Refusal.because("That is no public key of age (age1…): " + e.getMessage());
    }
  }

  /// Unpacks one into an empty folder and compares every entry with the manifest.
  ///
  /// @param identity a file with an age secret key; null: it is not encrypted
  /// @throws Refusal when it is damaged, or encrypted and there is no key that opens it
  static Manifest unpack(Path archive, Path folder, @Nullable Path identity) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Manifest manifest = null;
    try (InputStream plain = Channels.newInputStream(opened(archive, identity));
        ZipInputStream zip = new ZipInputStream(plain)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(MANIFEST)) {
          manifest = Manifest.read(zip.readAllBytes());
          continue;
        }
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw Refusal.because("The backup holds a file that lies outside of it.");
        }
        Files.createDirectories(folderOf(target));
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
          zip.transferTo(out);
        }
        found.put(entry.getName(), sha256(target));
      }
    }
    if (manifest == null) {
      throw Refusal.because(archive + " is no backup of Pollard: it has no manifest.");
    }
    if (!found.equals(manifest.files())) {
      throw Refusal.because("The backup is damaged: its files are not those of its manifest.");
    }
    return manifest;
  }

  private static ReadableByteChannel opened(Path archive, @Nullable Path identity)
      throws IOException {
    FileChannel file = FileChannel.open(archive, StandardOpenOption.READ);
    try {
      if (!isEncrypted(archive)) {
        return file;
      }
      if (identity == null) {
        throw Refusal.because(
            archive + " is encrypted: give --identity FILE, which holds the key.");
      }
      String key =
          Files.readAllLines(identity).stream()
              .filter(line -> line.startsWith("AGE-SECRET-KEY-1"))
              .findFirst()
              .orElseThrow(() -> Refusal.because(identity + " holds no secret key of age."));
      return new StandardDecryptingChannelFactory()
          .newDecryptingChannel(
              file,
              List.of(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key.strip())));
    } catch (GeneralSecurityException e) {
      file.close();
      throw Refusal.because("The key does not open this backup: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  static boolean isEncrypted(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      return new String(in.readNBytes(ENCRYPTED.length()), StandardCharsets.US_ASCII)
          .equals(ENCRYPTED);
    }
  }

  /// Hexadecimal, of a whole file.
  static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " lies in no folder");
    }
    return folder;
  }
}
