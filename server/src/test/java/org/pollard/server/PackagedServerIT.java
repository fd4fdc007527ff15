package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;

/// The packaged server as an operator starts it.
@NullMarked
class PackagedServerIT {

  private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

  @TempDir Path data;

  @Test
  @Timeout(240)
  void it_gets_ready_and_stops_when_told() {
    RunningServer server = RunningServer.start(data, Map.of());

    int ready = server.admin().get("/q/health/ready").status();
    server.close();

    assertThat(ready).isEqualTo(200);
    assertThat(server.process().isAlive()).isFalse();
  }

  @Test
  void every_library_in_it_is_in_its_bill_of_materials() throws IOException {
    Path jar = Path.of(System.getProperty("pollard.jar", ""));
    JsonNode bill =
        new JsonMapper().readTree(jar.resolveSibling("../quarkus-run-cyclonedx.json").toFile());
    Set<String> parts = new HashSet<>();
    for (JsonNode part : bill.path("components")) {
      parts.add(
          "%s.%s-%s%s.jar"
              .formatted(
                  part.path("group").asText(),
                  part.path("name").asText(),
                  part.path("version").asText(),
                  classifier(part.path("purl").asText())));
    }

    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    try (Stream<Path> files = Files.walk(jar.resolveSibling("lib"))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .isNotEmpty()
          .isSubsetOf(parts);
    }
  }

  /// Of a package URL, as names of files have it; empty when there is none.
  private static String classifier(String purl) {
    Matcher found = CLASSIFIER.matcher(purl);
    return found.find() ? "-" + found.group(1) : "";
  }

  @Test
  @Timeout(240)
  void a_second_server_may_not_use_the_same_data_folder() {
    try (RunningServer first = RunningServer.start(data, Map.of())) {
      RunningServer second = RunningServer.launch(data, Map.of());

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output()).contains("another server uses the data folder");
      assertThat(first.process().isAlive()).isTrue();
    }
  }

  @Test
  @Timeout(240)
  void bad_settings_end_the_start_with_every_problem_and_exit_code_2() {
    RunningServer server =
        RunningServer.launch(
            data, Map.of("POLLARD_HTTP_PORT", "http", "POLLARD_HTTP_PROT", "8080"));

    assertThat(server.exitCode()).isEqualTo(2);
    assertThat(server.output())
        .contains("POLLARD_HTTP_PORT must be a port from 0 to 65535, not 'http'.")
        .contains("POLLARD_HTTP_PROT is no setting of Pollard");
  }

  @Test
  @Timeout(240)
  void a_vote_that_was_acknowledged_is_there_after_the_server_was_killed() {
    Canvas teacher;
    Asked asked;
    Canvas student;
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Classroom room = Classroom.in(server);
      asked = room.askOpen("Still there?", "Yes", "No");
      teacher = room.teacher();
      student = room.student("Ada").canvas();
      assertThat(Classroom.vote(student, asked, 0).status()).isEqualTo(200);
      server.kill();
    }
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      var session = new Canvas(server.base(), teacher.token()).get(asked.path()).first();

      assertThat(session.get("results").get(asked.choices().get(0).toString()).asLong())
          .isEqualTo(1);
      assertThat(session.get("is_published").asBoolean()).isTrue();
      Canvas again = new Canvas(server.base(), student.token());
      assertThat(Classroom.vote(again, asked, 1).status()).isEqualTo(400);
    }
  }
}
