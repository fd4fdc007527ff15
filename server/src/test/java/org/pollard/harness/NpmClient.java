package org.pollard.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The unmodified npm client `cloudflare`, in the version of the lock file, run by Node. Needs Node
/// 20 or newer; what is missing of the client is fetched from the npm registry.
public final class NpmClient {

  private static final Path FOLDER = Path.of("src", "test", "npm");

  private NpmClient() {}

  /// Runs Node in the folder of the scripts and gives all that it said.
  public static String run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    install();
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    return runAny(environment, command);
  }

  /// Only when the lock file is not what was installed last.
  private static synchronized void install() throws IOException, InterruptedException {
    byte[] wanted = Files.readAllBytes(FOLDER.resolve("package-lock.json"));
    Path installed = FOLDER.resolve("node_modules").resolve(".pollard-lock");
    if (!Files.exists(installed) || !Arrays.equals(Files.readAllBytes(installed), wanted)) {
      runAny(Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
      Files.write(installed, wanted);
    }
  }

  private static String runAny(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
