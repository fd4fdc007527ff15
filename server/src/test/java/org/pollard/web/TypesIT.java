package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The types of the pages, judged by the compiler of TypeScript in the version of the lock file:
/// the build only strips them. Needs Node with npm.
@NullMarked
class TypesIT {

  private static final Path FOLDER = Path.of("src", "test", "pages");

  @Test
  @Timeout(240)
  void the_pages_have_sound_types_and_every_text_in_every_language() throws Exception {
    install();

    run("npx", "--no-install", "tsc", "--noEmit", "--project", ".");
  }

  /// Only when the lock file is not what was installed last.
  private static void install() throws IOException, InterruptedException {
    byte[] wanted = Files.readAllBytes(FOLDER.resolve("package-lock.json"));
    Path installed = FOLDER.resolve("node_modules").resolve(".pollard-lock");
    if (!Files.exists(installed) || !Arrays.equals(Files.readAllBytes(installed), wanted)) {
      run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
      Files.write(installed, wanted);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
