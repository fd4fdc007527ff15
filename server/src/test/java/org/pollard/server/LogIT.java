package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// What the server writes about itself, and in which form.
@NullMarked
class LogIT {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path data;

  @Test
  @Timeout(240)
  void for_programs_every_line_is_an_object_and_none_holds_a_secret() throws IOException {
    String output;
    try (RunningServer server = RunningServer.start(data, Map.of("POLLARD_LOG", "json"))) {
      output = server.output();
    }

    List<String> messages = new ArrayList<>();
    for (String line : output.lines().toList()) {
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.path("timestamp").asText()).isNotEmpty();
      assertThat(entry.path("level").asText()).isNotEmpty();
      assertThat(entry.path("loggerName").asText()).isNotEmpty();
      messages.add(entry.path("message").asText());
    }
    assertThat(messages)
        .anyMatch(message -> message.matches("Pollard is ready at http://127\\.0\\.0\\.1:\\d+"))
        .noneMatch(message -> message.contains("/host/#"));
  }

  @Test
  @ExtendWith(SharedServer.class)
  void a_server_that_runs_as_root_says_that_it_should_not(RunningServer server) throws IOException {
    boolean root =
        Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;

    assertThat(server.output().contains("This runs as root")).isEqualTo(root);
  }
}
