package org.pollard.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The JVM's start-up cache for the servers of the tests, as `bin/serve` has one: with it a start
/// is half the work. A start of its own makes it, once, and only when `pollard.startCache` says so,
/// since for a few starts that does not pay. Thread-safe.
final class StartCache {

  private static final String MAKE = "-XX:AOTCacheOutput=";
  private static final List<String> OPTIONS =
      Boolean.getBoolean("pollard.startCache") ? made() : List.of();

  private StartCache() {}

  /// Options of the JVM for a server that gets these arguments; none when there is no cache.
  static List<String> options(String... arguments) {
    return List.of(arguments).stream().anyMatch(each -> each.startsWith(MAKE))
        ? List.of()
        : OPTIONS;
  }

  /// Nothing depends on this working.
  private static List<String> made() {
    try {
      Path folder = Files.createTempDirectory("pollard-start");
      Path cache = folder.resolve("aot");
      try (RunningServer training =
          RunningServer.start(folder.resolve("data"), Map.of(), MAKE + cache)) {
        for (String path : List.of("/", "/api/v1/users/self", "/q/health/ready")) {
          training.admin().get(path);
        }
      }
      // Stopping was what made the JVM write it.
      return Files.exists(cache)
          ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
          : List.of();
    } catch (IOException | IllegalStateException e) {
      System.err.println("Servers start without a cache: " + e.getMessage());
      return List.of();
    }
  }
}
