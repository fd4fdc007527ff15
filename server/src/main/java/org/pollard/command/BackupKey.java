package org.pollard.command;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup-key",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a pair of keys for encrypted backups, as age-keygen does.",
      "Keep the file where the server is not: without it no encrypted backup can be opened."
    })
final class BackupKey implements Callable<Integer> {

  @Mixin private final Answering answer = new Answering();

  @Parameters(paramLabel = "FILE", description = "Where to write the secret key.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  /// @param recipient what backup --encrypt-to takes
  record Made(String recipient, String file) {}

  @Override
  public Integer call() {
    try {
      if (Files.exists(file)) {
        throw Refusal.because(file + " exists already, and nothing is overwritten.");
      }
      KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
      String recipient = text(pair.getPublic());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, "# public key: " + recipient + "\n" + text(pair.getPrivate()) + "\n");
      answer.meanwhile("The secret key is in " + file + ". Backups are encrypted for:");
      return answer.with(new Made(recipient, file.toString()), recipient);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no X25519", e);
    }
  }

  private static String text(Key key) {
    return new String(key.getEncoded(), StandardCharsets.US_ASCII);
  }
}
