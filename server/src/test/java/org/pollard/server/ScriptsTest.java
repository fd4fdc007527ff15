package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every command in `bin/` promises, whatever it does. The commands run for real.
@NullMarked
class ScriptsTest {

  private static final Path BIN = Path.of("..", "bin").toAbsolutePath().normalize();

  @TempDir Path elsewhere;

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(BIN)) {
      return files.filter(file -> !file.getFileName().toString().startsWith("_")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void every_command_explains_itself_from_any_folder(Path script) throws Exception {
    Ended ended = run(script, List.of("--help"));

    assertThat(ended.output()).startsWith("Usage: bin/" + script.getFileName());
    assertThat(ended.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void every_command_refuses_what_it_does_not_know(Path script) throws Exception {
    Ended ended = run(script, List.of("--no-such-option"));

    assertThat(ended.output()).contains("--no-such-option").contains("bin/" + script.getFileName());
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten", "--database oracle", "--database", "--seed x", "--seed"})
  void torture_refuses_what_it_cannot_do(String arguments) throws Exception {
    Ended ended = run(BIN.resolve("torture"), List.of(arguments.split(" ")));

    assertThat(ended.output()).contains("bin/torture --help");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void every_command_is_executable_and_valid_bash(Path script) throws Exception {
    assertThat(script).isExecutable();
    assertThat(run(Path.of("bash"), List.of("-n", script.toString()))).isEqualTo(new Ended(0, ""));
  }

  @Test
  void ci_refuses_a_file_that_is_too_large_and_otherwise_tests() throws Exception {
    copy(BIN.resolveSibling(".ci/run"), elsewhere.resolve(".ci/run"));
    Path test = elsewhere.resolve("bin/test");
    Files.createDirectories(test.getParent());
    Files.writeString(test, "#!/usr/bin/env bash\necho tested\n");
    assertThat(test.toFile().setExecutable(true)).isTrue();
    assertThat(run(Path.of("git"), List.of("init", "--quiet")).exitCode()).isZero();
    Path large = elsewhere.resolve("a wheel.bin");
    Files.write(large, new byte[1024 * 1024]);
    Path ci = elsewhere.resolve(".ci/run");

    assertThat(run(ci, List.of())).isEqualTo(new Ended(0, "tested\n"));

    Files.write(large, new byte[1024 * 1024 + 1]);
    Ended refused = run(ci, List.of());
    assertThat(refused.output()).contains("a wheel.bin has 1048577 bytes").doesNotContain("tested");
    assertThat(refused.exitCode()).isEqualTo(1);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  record Ended(int exitCode, String output) {}

  private Ended run(Path program, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
