package org.pollard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The JVM's start-up cache for the servers of the tests, as `bin/serve` has one: with it, and a
/// collector without threads of its own, a start is half the work. The first of the JVMs that run
/// tests makes it for all, with a start of its own, and until it is there the others do without.
/// Only when `pollard.startCache` says so, since for a few starts that does not pay. Thread-safe.
public final class StartCache {

  private static final boolean IS_WANTED = Boolean.getBoolean("pollard.startCache");
  private static final String MAKE = "-XX:AOTCacheOutput=";
  private static final Predicate<String> COLLECTOR =
      Pattern.compile("-XX:\\+Use\\w+GC").asMatchPredicate();

  private StartCache() {}

  /// Options of the JVM for a program that gets these arguments, with a cache or without.
  public static List<String> options(String... arguments) {
    List<String> options = new ArrayList<>();
    if (Stream.of(arguments).noneMatch(COLLECTOR)) {
      options.add("-XX:+UseSerialGC");
    }
    if (IS_WANTED && Stream.of(arguments).noneMatch(each -> each.startsWith(MAKE))) {
      options.addAll(cached());
    }
    return options;
  }

  private static List<String> cached() {
    Path jar =
        Path.of(Objects.requireNonNull(System.getProperty("pollard.jar"), "set by the build"));
    Path cache = jar.resolveSibling("../tests.aot").normalize();
    try {
      if (!isOf(jar, cache)) {
        make(jar, cache);
      }
      return isOf(jar, cache) && Files.size(cache) > 0
          ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether it was made after this package; an empty one says that it could not be made.
  private static boolean isOf(Path jar, Path cache) throws IOException {
    return Files.exists(cache)
        && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
  }

  /// Unless another JVM is at it. Nothing depends on this working.
  private static synchronized void make(Path jar, Path cache) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                cache.resolveSibling("tests.aot.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null || isOf(jar, cache)) {
        return;
      }
      Path folder = Files.createTempDirectory(cache.getParent(), "training");
      Path made = folder.resolve("aot");
      try {
        train(folder.resolve("data"), made);
      } catch (IllegalStateException e) {
        System.err.println("Servers start without a cache: " + e.getMessage());
        Files.deleteIfExists(made);
        Files.createFile(made);
      }
      Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void train(Path data, Path made) {
    // As on a machine of usual size; the cache is good for every collector.
    RunningServer training = RunningServer.start(data, Map.of(), MAKE + made, "-XX:+UseG1GC");
    try (training) {
      for (String path : List.of("/", "/api/v1/users/self", "/q/health/ready")) {
        training.admin().get(path);
      }
    }
    // Stopping is what makes the JVM write it.
    if (!Files.exists(made)) {
      throw new IllegalStateException(training.output());
    }
  }
}
