package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// `bin/pollard host-link`: a fresh link while the server runs.
@NullMarked
class HostLinkCommandIT {

  private static final Path POLLARD =
      Path.of(System.getProperty("pollard.root", ".."), "bin", "pollard");

  @TempDir Path data;

  private record Ended(int exitCode, String output) {}

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(POLLARD.toAbsolutePath().toString()),
                    java.util.stream.Stream.of(arguments))
                .toList());
    command.environment().keySet().removeIf(name -> name.startsWith("POLLARD_"));
    command.environment().put("POLLARD_DATA_DIR", data.toString());
    command.environment().putAll(environment);
    Process process =
        command
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  @Test
  @Timeout(240)
  void it_prints_a_link_that_signs_in_the_host_and_keeps_it_for_its_owner() throws Exception {
    // As an operator starts it: the token is made and kept in the data folder.
    Map<String, String> own = Map.of("POLLARD_ADMIN_TOKEN", "");
    try (RunningServer server = RunningServer.start(data, own)) {
      Ended ended = run(Map.of(), "host-link");
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      String link =
          ended.output().lines().filter(line -> line.startsWith("http")).findFirst().orElseThrow();
      assertThat(link).startsWith(server.base() + "/host/#").isEqualTo(server.hostLink());
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("host-link"))))
          .isEqualTo("rw-------");

      Tab tab = new Tab(server.base());
      String wish = "{\"link\":\"" + link.substring(link.indexOf('#') + 1) + "\"}";
      assertThat(tab.send("POST", "/web/session", wish).json().at("/user/name").asText())
          .isEqualTo("Host");

      assertThat(run(Map.of(), "host-link", "--json").output()).contains("{\"link\":\"http://");
      Ended wrong = run(Map.of("POLLARD_ADMIN_TOKEN", "no-such-token-0123"), "host-link");
      assertThat(wrong.exitCode()).isEqualTo(1);
      assertThat(wrong.output()).contains("does not take this administrator's token");
    }
    Ended stopped = run(Map.of(), "host-link");
    assertThat(stopped.exitCode()).as(stopped.output()).isZero();
    assertThat(stopped.output()).contains("From the database of the stopped server");
    assertThat(run(Map.of(), "no-such-command").exitCode()).isEqualTo(2);
  }

  @Test
  @Timeout(240)
  void a_link_is_made_for_administrators_wherever_a_call_seems_to_come_from() throws Exception {
    Map<String, String> proxied = Map.of("POLLARD_TRUSTED_PROXIES", "127.0.0.1");
    try (RunningServer server = RunningServer.start(data, proxied)) {
      String before = server.hostLink();
      for (String token : List.of("", "no-such-token-0123456789")) {
        assertThat(
                server.as(token.isEmpty() ? null : token).postJson("/web/host-link", "").status())
            .isEqualTo(401);
      }
      Tab host = new Tab(server.base());
      host.signInByToken(RunningServer.ADMIN_TOKEN);
      assertThat(host.send("POST", "/web/host-link", "").status()).isEqualTo(403);
      assertThat(server.hostLink()).isEqualTo(before);

      assertThat(server.admin().postJson("/web/host-link", "").status()).isEqualTo(200);
      assertThat(server.hostLink()).isNotEqualTo(before);
    }
  }
}
