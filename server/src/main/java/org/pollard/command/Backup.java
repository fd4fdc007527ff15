package org.pollard.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pollard.server.Settings;
import org.pollard.store.DatabaseCopy;
import org.pollard.store.SchemaState;
import org.pollard.store.TableDigest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the database and the files of the data folder into one file, while votes come in.",
      "A PostgreSQL database is copied by pg_dump, which has to be on the PATH."
    },
    footer = {
      "",
      "It holds secrets: the administrator's token, keys of certificates, the hashes of passwords.",
      "Whoever can read it, or its key, can be everybody. restore puts it back."
    })
final class Backup implements Callable<Integer> {

  static final String DATABASE = "database";
  static final String FILES = "files/";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'pollard-backup-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// What of the data folder belongs to this machine or to this moment only.
  private static final Set<String> LEFT_OUT = Set.of("lock", "tmp", "address", "host-link");

  @Mixin private final Answering answer = new Answering();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Where to write; a folder gets a file named by the time. Else ./.")
  private @Nullable Path target;

  @Option(
      names = "--encrypt-to",
      paramLabel = "RECIPIENT",
      description = "Encrypt for this public key of age (age1…); backup-key makes one.")
  private @Nullable String recipient;

  @Option(
      names = "--verify",
      description = "Restore it into a temporary place and compare what every table holds.")
  private boolean verify;

  @Option(names = "--only-verify", description = "Make none: verify the backup FILE.")
  private boolean onlyVerify;

  @Option(
      names = "--identity",
      paramLabel = "KEY",
      description = "With --only-verify: the file with the secret key of age.")
  private @Nullable Path identity;

  /// @param rows of all tables together
  /// @param bytes of the file
  /// @param verified whether it was restored and compared
  record Done(
      String file,
      String database,
      int schema,
      Instant takenAt,
      long rows,
      long bytes,
      boolean encrypted,
      boolean verified) {}

  @Override
  public Integer call() {
    try {
      return onlyVerify ? verifyOnly() : make();
    } catch (IOException e) {
      throw new UncheckedIOException("the backup cannot be written or read: " + e, e);
    }
  }

  private int make() throws IOException {
    Settings settings = Given.settings();
    String url = settings.databaseUrl();
    SchemaState state = SchemaState.of(url);
    if (state.version() == 0) {
      throw Refusal.because("There is nothing to back up: the database has no tables yet.");
    }
    Instant now = Instant.now();
    Path file = file(now);
    if (Files.exists(file)) {
      throw Refusal.because(file + " exists already, and nothing is overwritten.");
    }
    try (WorkFolder work = WorkFolder.beside(file)) {
      Path copy = work.path().resolve(DATABASE);
      answer.meanwhile("Copying the database …");
      Map<String, TableDigest> tables = DatabaseCopy.take(url, copy);
      Map<String, Path> parts = new TreeMap<>(Map.of(DATABASE, copy));
      addFiles(settings, parts);
      Map<String, String> sums = new TreeMap<>();
      for (Map.Entry<String, Path> part : parts.entrySet()) {
        sums.put(part.getKey(), Archive.sha256(part.getValue()));
      }
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              Version.number(),
              state.version(),
              DatabaseCopy.isEmbedded(url) ? "sqlite" : "postgresql",
              now,
              tables,
              sums);
      if (verify) {
        answer.meanwhile("Restoring it for a comparison …");
        compare(manifest, copy, url);
      }
      Path whole = work.path().resolve("whole");
      Archive.write(whole, manifest, parts, recipient);
      Files.move(whole, file);
      return answered(file, manifest, recipient != null, verify, "Written");
    }
  }

  private int verifyOnly() throws IOException {
    Path file = target;
    if (file == null || !Files.isRegularFile(file)) {
      throw Refusal.ofSettings(List.of("--only-verify needs the FILE of a backup."));
    }
    try (WorkFolder work = WorkFolder.beside(file)) {
      Manifest manifest = Archive.unpack(file, work.path(), identity);
      compare(manifest, work.path().resolve(DATABASE), Given.settings().databaseUrl());
      return answered(file, manifest, Archive.isEncrypted(file), true, "Whole:");
    }
  }

  private int answered(Path file, Manifest manifest, boolean secret, boolean verified, String word)
      throws IOException {
    long bytes = Files.size(file);
    return answer.with(
        new Done(
            file.toString(),
            manifest.database(),
            manifest.schema(),
            manifest.takenAt(),
            manifest.rows(),
            bytes,
            secret,
            verified),
        "%s %s (%,d rows, %,d bytes%s%s)."
            .formatted(
                word,
                file,
                manifest.rows(),
                bytes,
                secret ? ", encrypted" : "",
                verified ? ", restored and compared" : ""));
  }

  /// @throws Refusal with every difference
  private static void compare(Manifest manifest, Path copy, String url) {
    List<String> faults;
    if (manifest.database().equals("sqlite")) {
      faults = DatabaseCopy.faults(copy, manifest.tables());
    } else if (DatabaseCopy.isEmbedded(url)) {
      throw Refusal.because(
          "The backup is of a PostgreSQL database: say with POLLARD_DATABASE_URL on which server it"
              + " can be restored for the comparison.");
    } else {
      faults = DatabaseCopy.faults(url, copy, manifest.tables());
    }
    if (!faults.isEmpty()) {
      throw Refusal.because("The backup is not good: " + String.join("; ", faults) + ".");
    }
  }

  private Path file(Instant now) {
    Path given = target;
    if (given == null || Files.isDirectory(given)) {
      String name = NAME.format(now) + (recipient == null ? ".zip" : ".zip.age");
      return given == null ? Path.of(name) : given.resolve(name);
    }
    return given;
  }

  private static void addFiles(Settings settings, Map<String, Path> parts) throws IOException {
    Path folder = settings.dataDir();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Path name = folder.relativize(each);
        boolean ours =
            !LEFT_OUT.contains(name.getName(0).toString())
                && !DatabaseCopy.isPartOf(settings.databaseUrl(), each);
        if (ours && !each.getFileName().toString().startsWith("pollard-backup-")) {
          parts.put(FILES + name.toString().replace('\\', '/'), each);
        }
      }
    }
  }
}
