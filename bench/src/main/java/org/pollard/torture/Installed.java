package org.pollard.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// What this machine has of Debian's programs.
final class Installed {

  private static final int LOWEST_PORT = 20_000;
  private static final int ABOVE_HIGHEST_PORT = 32_768;
  private static final List<Path> PROGRAM_FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/usr/local/bin"));
  private static final Path POSTGRES = Path.of("/usr/lib/postgresql");

  private Installed() {}

  /// What it lacks for a cluster, in words; empty when nothing.
  static Optional<String> missingForCluster() {
    List<String> missing =
        new ArrayList<>(
            Stream.of("patroni", "etcd", "haproxy", "setpriv")
                .filter(each -> program(each).isEmpty())
                .toList());
    if (postgresPrograms().isEmpty()) {
      missing.add("postgresql");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "there is no "
                + String.join(", ", missing)
                + " here; Debian's packages are patroni, etcd-server, haproxy and postgresql");
  }

  /// @throws java.util.NoSuchElementException when it is missing
  static String path(String program) {
    return program(program).orElseThrow().toString();
  }

  private static Optional<Path> program(String name) {
    return PROGRAM_FOLDERS.stream()
        .map(each -> each.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The folder of the newest PostgreSQL of Debian's.
  static Optional<Path> postgresPrograms() {
    if (!Files.isDirectory(POSTGRES)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(POSTGRES)) {
      return versions
          .map(each -> each.resolve("bin"))
          .filter(each -> Files.isExecutable(each.resolve("postgres")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Below those that outgoing connections take, of which one might have it meanwhile.
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, ABOVE_HIGHEST_PORT);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException e) {
        // Somebody listens there.
      }
    }
  }
}
