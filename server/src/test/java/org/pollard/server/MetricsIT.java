package org.pollard.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The numbers for whoever runs the server.
@NullMarked
@ExtendWith(SharedServer.class)
class MetricsIT {

  private static final Pattern URI = Pattern.compile("http_server_\\w+\\{.*uri=\"([^\"]*)\"");
  private static final Pattern METHOD = Pattern.compile("http_server_\\w+\\{.*method=\"([^\"]*)\"");
  private static final Pattern OURS = Pattern.compile("\\bpollard_\\w+");
  private static final Pattern SERIES =
      Pattern.compile("^(pollard_\\w+?)(?:_count|_sum)?[ {]", Pattern.MULTILINE);

  private final RunningServer server;

  MetricsIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void no_path_that_somebody_wrote_names_anything_however_many_they_write() {
    for (int i = 0; i < 150; i++) {
      String junk = UUID.randomUUID().toString();
      server.as(null).get("/api/v1/junk-" + junk);
      server.admin().get("/client/v4/accounts/" + junk + "/realtime/kit/apps");
      server.as(null).get("/v2/meetings/" + junk);
      server.as(null).get("/live/sessions/" + i + "/junk-" + junk);
      server.as(null).get("/web/junk-" + junk);
      server.as(null).get("/junk-" + junk);
    }
    assertThat(server.admin().get("/api/v1/polls/123456789").status()).isEqualTo(404);

    assertThat(all(URI))
        .contains("other", "/api/v1/polls/{id}")
        .noneMatch(uri -> uri.contains("junk") || uri.matches(".*[0-9a-f]{8}-.*|.*/\\d+(/.*)?"))
        .hasSizeLessThan(200);
  }

  @Test
  void methods_that_somebody_made_up_name_nothing() throws IOException {
    for (String end : List.of("", "Content-Length: 10\r\n")) {
      try (Socket socket = new Socket(server.base().getHost(), server.base().getPort())) {
        socket.setSoTimeout(60_000);
        String request = "MADEUP /api/v1/polls HTTP/1.1\r\nHost: localhost\r\n" + end;
        socket.getOutputStream().write((request + "\r\n").getBytes(ISO_8859_1));
        if (end.isEmpty()) {
          assertThat(socket.getInputStream().read()).isNotNegative();
        }
      }
    }

    assertThat(all(METHOD)).contains("GET").doesNotContain("MADEUP");
  }

  @Test
  void votes_are_counted_by_what_became_of_them() {
    double counted = value("pollard_votes_total{outcome=\"counted\"}");
    double again = value("pollard_votes_total{outcome=\"already_voted\"}");
    double commits = value("pollard_commit_seconds_count");
    double votes = value("pollard_commit_votes_total");
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Counted?", "Yes", "No");
    var ada = room.student("Ada").canvas();

    assertThat(Classroom.vote(ada, asked, 0).status()).isEqualTo(200);
    assertThat(Classroom.vote(ada, asked, 0).status()).isEqualTo(400);

    assertThat(value("pollard_votes_total{outcome=\"counted\"}")).isGreaterThan(counted);
    assertThat(value("pollard_votes_total{outcome=\"already_voted\"}")).isGreaterThan(again);
    assertThat(value("pollard_commit_seconds_count")).isGreaterThan(commits);
    assertThat(value("pollard_commit_votes_total")).isGreaterThan(votes);
    assertThat(value("pollard_commit_longest_seconds")).isPositive().isLessThan(60);
    assertThat(value("pollard_commit_votes_most")).isPositive();
    assertThat(value("pollard_tick_seconds_count")).isPositive();
    assertThat(value("pollard_tick_lag_seconds")).isNotNegative().isLessThan(60);
  }

  @Test
  void the_page_for_operators_names_each_and_no_other() throws IOException {
    String page =
        Files.readString(
            Path.of(System.getProperty("pollard.root", "..")).resolve("docs/operate.md"));

    Set<String> named =
        OURS.matcher(page).results().map(MatchResult::group).collect(Collectors.toSet());

    assertThat(named).isEqualTo(all(SERIES));
  }

  @Test
  void dashboards_and_alerts_ask_for_what_there_is() throws IOException {
    Path deploy = Path.of(System.getProperty("pollard.root", "..")).resolve("deploy");
    Set<String> there = all(SERIES);
    for (String file : List.of("grafana/pollard.json", "prometheus/alerts.yml")) {
      assertThat(OURS.matcher(Files.readString(deploy.resolve(file))).results())
          .as(file)
          .isNotEmpty()
          .map(found -> found.group().replaceFirst("_(count|sum)$", ""))
          .allSatisfy(each -> assertThat(there).contains(each));
    }
  }

  private Set<String> all(Pattern pattern) {
    Matcher found = pattern.matcher(server.admin().get("/q/metrics").body());
    return found
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private double value(String series) {
    return server
        .admin()
        .get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }
}
