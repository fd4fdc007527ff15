package org.pollard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Events;
import org.pollard.harness.RunningServer;

/// What the demo prints about its meeting works as it stands there, and its tokens end with the
/// next start.
@NullMarked
class DemoMeetingIT {

  private static final String UNTIL_SHE_IS_IN =
      """
      for _ in $(seq 200); do
        curl -s -H "Authorization: Bearer $KIT_TOKEN" $POLLARD$KIT/meetings/$MEETING/active-session | grep -q LIVE && break
        sleep 0.1
      done
      """;

  @TempDir Path data;

  @Test
  @Timeout(240)
  void a_host_enters_a_poll_is_asked_and_two_viewers_vote() throws Exception {
    String before;
    String meeting;
    try (RunningServer server = RunningServer.start(data, Map.of(), "--demo")) {
      List<String> commands = commands(server);
      String output =
          run(
              ". '%s'\n%s\n%s%s"
                  .formatted(
                      data.resolve("demo.env"),
                      commands.getFirst(),
                      UNTIL_SHE_IS_IN,
                      String.join("\n", commands.subList(1, commands.size()))));

      assertThat(output).contains("\"count\":1,\"votes\":[{", "Vera Viewer", "Wim Viewer");
      assertThat(output).contains("event: snapshot", "Shall we go on?");
      before = value("HANA");
      meeting = value("MEETING");
    }
    try (RunningServer server = RunningServer.start(data, Map.of(), "--demo")) {
      commands(server);
      assertThat(value("MEETING")).isEqualTo(meeting);
      try (Events old = enter(server, before, meeting);
          Events fresh = enter(server, value("HANA"), meeting)) {
        assertThat(old.status()).isEqualTo(401);
        assertThat(fresh.status()).isEqualTo(200);
      }
    }
  }

  private static Events enter(RunningServer server, String token, String meeting) {
    return Events.of(new Canvas(server.base(), token), "/live/meetings/" + meeting + "/events");
  }

  private static List<String> commands(RunningServer server) {
    while (!server.output().contains("kill %1")) {
      assertThat(server.process().isAlive()).isTrue();
      Thread.onSpinWait();
    }
    List<String> lines = server.output().lines().map(String::strip).toList();
    int first =
        lines.indexOf(lines.stream().filter(e -> e.contains("$HANA")).findFirst().orElseThrow());
    return lines.subList(first, lines.indexOf("kill %1") + 1);
  }

  private String value(String name) throws Exception {
    Matcher found =
        Pattern.compile("export " + name + "='(.*)'")
            .matcher(Files.readString(data.resolve("demo.env")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String run(String script) throws Exception {
    Process bash =
        new ProcessBuilder(
                "bash", "-c", "set -u\ncurl() { command curl --max-time 30 \"$@\"; }\n" + script)
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream().close();
    String output = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output;
  }
}
