package org.pollard.realtimekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The unmodified npm client `cloudflare`, in the version of the lock file, run by Node. Needs Node
/// 20 or newer; what is missing of the client is fetched from the npm registry.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(300)
class NpmClientIT {

  private static final Path FOLDER = Path.of("src", "test", "npm");

  private final RunningServer server;

  NpmClientIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void it_does_what_it_does_upstream() throws Exception {
    install();

    String output =
        run(
            Map.of(
                "POLLARD",
                server.base().toString(),
                "ACCOUNT",
                Kit.ACCOUNT,
                "TOKEN",
                RunningServer.ADMIN_TOKEN),
            "node",
            "--test",
            "--test-reporter=tap",
            "cloudflare.test.mjs");

    assertThat(output).contains("# fail 0").contains("# pass 7");
  }

  /// Only when the lock file is not what was installed last.
  private static void install() throws IOException, InterruptedException {
    byte[] wanted = Files.readAllBytes(FOLDER.resolve("package-lock.json"));
    Path installed = FOLDER.resolve("node_modules").resolve(".pollard-lock");
    if (!Files.exists(installed)
        || !java.util.Arrays.equals(Files.readAllBytes(installed), wanted)) {
      run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
      Files.write(installed, wanted);
    }
  }

  private static String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command)).directory(FOLDER.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
