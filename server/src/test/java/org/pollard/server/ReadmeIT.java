package org.pollard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.RunningServer;

/// What the README says to try works as it stands there, and is what the server prints.
@NullMarked
class ReadmeIT {

  private static final Path README = Path.of("..", "README.md");
  private static final String FIRST_LINE = ". data/demo.env";

  @TempDir Path folder;

  /// A call's status and body.
  private record Answer(int status, JsonNode body) {

    JsonNode session() {
      return body.get("poll_sessions").get(0);
    }
  }

  @Test
  @Timeout(240)
  void the_walk_through_opens_counts_closes_and_refuses() throws Exception {
    List<String> commands = walkThrough();
    try (RunningServer server = RunningServer.start(folder.resolve("data"), Map.of(), "--demo")) {
      List<Answer> answers = run(commands);

      assertThat(answers)
          .extracting(Answer::status)
          .containsExactly(200, 200, 200, 200, 200, 200, 200, 200, 403);
      assertThat(answers.get(1).session().get("is_published").asBoolean()).isTrue();
      assertThat(answers.get(5).session().get("results").toString())
          .matches("\\{\"\\d+\":1,\"\\d+\":2,\"\\d+\":0}");
      assertThat(answers.get(5).session().get("poll_submissions")).hasSize(3);
      assertThat(answers.get(6).session().has("results")).isFalse();
      assertThat(answers.get(6).session().get("poll_submissions")).hasSize(1);
      assertThat(answers.get(7).session().get("is_published").asBoolean()).isFalse();
      assertThat(server.output().lines().map(String::strip))
          .containsSubsequence(commands.subList(1, commands.size()));
    }
  }

  private static List<String> walkThrough() throws IOException {
    List<String> lines =
        Files.readAllLines(README).stream()
            .filter(line -> line.startsWith("    "))
            .map(String::strip)
            .toList();
    List<String> block =
        lines.subList(lines.indexOf(FIRST_LINE), lines.size()).stream()
            .takeWhile(
                line -> line.startsWith("curl ") || line.startsWith("#") || line.equals(FIRST_LINE))
            .toList();
    assertThat(block).hasSizeGreaterThan(9);
    return block;
  }

  /// Runs the commands as they are, with the status of each call after its answer.
  private List<Answer> run(List<String> commands) throws IOException, InterruptedException {
    String script =
        """
        set -eu
        curl() { command curl --max-time 30 --write-out '\\n%{http_code}\\n' "$@"; }
        """
            + String.join("\n", commands);
    Process bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream().close();
    List<String> output = new String(bash.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(bash.waitFor()).as(String.join("\n", output)).isZero();
    return IntStream.range(0, output.size() / 2)
        .mapToObj(i -> new Answer(Integer.parseInt(output.get(2 * i + 1)), json(output.get(2 * i))))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
