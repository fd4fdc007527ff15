package org.pollard.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pollard.server.DataFolder;
import org.pollard.server.Settings;
import org.pollard.store.DatabaseCopy;
import org.pollard.store.SchemaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a backup back: into a data folder without a database, or into an empty PostgreSQL database.",
      "Nothing is overwritten."
    })
final class Restore implements Callable<Integer> {

  @Mixin private final Answering answer = new Answering();

  @Parameters(paramLabel = "FILE", description = "As backup wrote it.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--identity",
      paramLabel = "KEY",
      description = "The file with the secret key of age, for an encrypted backup.")
  private @Nullable Path identity;

  /// @param kept files of the data folder that were there already and stay
  record Restored(String dataFolder, String database, int schema, long rows, int kept) {}

  @Override
  public Integer call() {
    Settings settings = Given.settings();
    if (DataFolder.isHeld(settings.dataDir())) {
      throw Refusal.because("A server runs on " + settings.dataDir() + ": stop it first.");
    }
    if (!Files.isRegularFile(file)) {
      throw Refusal.because("There is no backup " + file + ".");
    }
    try (DataFolder folder = DataFolder.open(settings.dataDir());
        WorkFolder work = WorkFolder.beside(folder.path().resolve("restored"))) {
      Manifest manifest = Archive.unpack(file, work.path(), identity);
      boolean embedded = DatabaseCopy.isEmbedded(settings.databaseUrl());
      if (embedded != manifest.database().equals("sqlite")) {
        throw Refusal.because(
            "The backup is of %s, and POLLARD_DATABASE_URL names another kind."
                .formatted(embedded ? "PostgreSQL" : "SQLite"));
      }
      if (manifest.schema() > SchemaState.known()) {
        throw Refusal.because("The backup is of a newer Pollard: restore it with that one.");
      }
      answer.meanwhile("Restoring %,d rows …".formatted(manifest.rows()));
      DatabaseCopy.restore(settings.databaseUrl(), work.path().resolve(Backup.DATABASE));
      int kept = files(work.path().resolve(Backup.FILES), folder.path(), manifest);
      return answer.with(
          new Restored(
              folder.path().toString(),
              manifest.database(),
              manifest.schema(),
              manifest.rows(),
              kept),
          "Restored %,d rows of %s into %s.%s"
              .formatted(
                  manifest.rows(),
                  manifest.takenAt(),
                  folder.path(),
                  kept == 0
                      ? ""
                      : " %d files were there already and stay as they were.".formatted(kept)));
    } catch (IllegalStateException e) {
      throw Refusal.because(sentence(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException("the backup cannot be read or written: " + e, e);
    }
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private static int files(Path from, Path to, Manifest manifest) throws IOException {
    int kept = 0;
    for (String name : manifest.files().keySet()) {
      if (!name.startsWith(Backup.FILES)) {
        continue;
      }
      String own = name.substring(Backup.FILES.length());
      Path target = to.resolve(own);
      if (Files.exists(target)) {
        kept++;
        continue;
      }
      Path folder = target.getParent();
      if (folder != null && !Files.exists(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.createFile(
          target,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(target)) {
        Files.copy(from.resolve(own), out);
      }
    }
    return kept;
  }
}
