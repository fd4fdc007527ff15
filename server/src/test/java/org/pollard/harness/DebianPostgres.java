package org.pollard.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// PostgreSQL as Debian packs it, with the programs that go with its version, which the embedded
/// one of the other tests comes without. Where there is none the test is skipped. Closing ends it.
public final class DebianPostgres implements AutoCloseable {

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path folder;
  private final int port;

  private DebianPostgres(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /// Starts it with these databases, empty.
  ///
  /// @param folder for its files, which its own user is let into
  public static DebianPostgres in(Path folder, String... databases)
      throws IOException, InterruptedException {
    Optional<Path> found = programs();
    assumeTrue(
        found.isPresent() && Files.isExecutable(Path.of("/usr/bin/pg_dump")),
        "PostgreSQL is not installed: this test needs Debian's package postgresql");
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "this test runs PostgreSQL as its own user, and for that has to be root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    DebianPostgres server = new DebianPostgres(found.orElseThrow(), folder, FreePort.find());
    assumeTrue(
        server.asPostgres("test", "-w", folder.toString()) == 0,
        "the user of PostgreSQL cannot come to " + folder);
    Path data = folder.resolve("data");
    server.run("initdb", "-A", "trust", "-D", data.toString());
    server.run(
        "pg_ctl",
        "-w",
        "-D",
        data.toString(),
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-c listen_addresses=127.0.0.1 -p %d -k %s".formatted(server.port, folder),
        "start");
    for (String each : databases) {
      server.run("createdb", "-h", "127.0.0.1", "-p", Integer.toString(server.port), each);
    }
    return server;
  }

  private static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(each -> each.resolve("bin"))
          .filter(each -> Files.isExecutable(each.resolve("postgres")))
          .max(Comparator.naturalOrder());
    }
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database);
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(List.of(arguments));
    if (asPostgres(command.toArray(String[]::new)) != 0) {
      throw new AssertionError(command + ": " + Files.readString(out()));
    }
  }

  private int asPostgres(String... command) throws IOException, InterruptedException {
    List<String> whole =
        new ArrayList<>(
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    whole.addAll(List.of(command));
    return new ProcessBuilder(whole)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out().toFile())
        .start()
        .waitFor();
  }

  private Path out() {
    return folder.resolve("out");
  }

  @Override
  public void close() {
    try {
      run("pg_ctl", "-w", "-m", "immediate", "-D", folder.resolve("data").toString(), "stop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
