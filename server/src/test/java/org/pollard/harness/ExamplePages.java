package org.pollard.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The examples of the repository, built by their own tools when they are not.
public final class ExamplePages {

  private ExamplePages() {}

  /// The folder with all examples; the RealtimeKit page in it is ready.
  public static synchronized Path ready() throws IOException, InterruptedException {
    Path examples =
        Path.of(Objects.requireNonNull(System.getProperty("pollard.root"), "set by the build"))
            .resolve("examples")
            .toRealPath();
    Path page = examples.resolve("realtimekit");
    if (!Files.exists(page.resolve("node_modules/.package-lock.json"))) {
      run(page, "npm", "ci", "--no-audit", "--no-fund");
    }
    run(page, "npm", "run", "build");
    return examples;
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("npm", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " failed:\n" + Files.readString(log));
    }
    Files.delete(log);
  }
}
