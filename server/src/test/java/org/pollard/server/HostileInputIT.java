package org.pollard.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pollard.harness.HostileParts;
import org.pollard.harness.RunningServer;
import org.pollard.server.HostileCaller.Endpoint;
import org.pollard.server.HostileCaller.Reply;

/// Every endpoint against what no client should send: the answer says so with a 4xx and a body that
/// can be read, nothing is stored, and the server goes on.
@NullMarked
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {

  private static final String TOKEN = HostileCaller.TOKEN;
  private static final String HOST = HostileCaller.HOST;
  private static final String CLOSE = HostileCaller.CLOSE;

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private HostileCaller caller;

  @BeforeAll
  void start(@TempDir Path data) throws SQLException {
    server = RunningServer.start(data, Map.of());
    caller = new HostileCaller(server, data);
    assertThat(caller.endpoints()).hasSizeGreaterThan(35);
  }

  @AfterAll
  void stop() throws SQLException {
    caller.close();
    int ready = server.admin().get("/q/health/ready").status();
    String said = server.output();
    server.close();
    assertThat(ready).isEqualTo(200);
    assertThat(said).doesNotContain("ERROR").doesNotContain("Exception");
  }

  @Test
  void hostile_ids_are_unknown_wherever_they_stand() throws Exception {
    for (Endpoint each : caller.endpoints()) {
      for (String variable : each.variables()) {
        for (String id : HostileParts.IDS) {
          String path = caller.path(each, variable, id);
          caller.refused(each + " " + path, HostileCaller.request(each.method(), path, "", ""));
        }
      }
    }
  }

  @Test
  void hostile_queries_are_refused_or_ignored() throws Exception {
    for (Endpoint each : caller.harmless()) {
      for (String query : HostileParts.QUERIES) {
        String path = caller.path(each) + "?" + query;
        caller.judged(each + "?" + query, HostileCaller.request(each.method(), path, "", ""));
      }
    }
  }

  @Test
  void hostile_bodies_are_refused_or_ignored() throws Exception {
    for (Endpoint each : caller.harmless()) {
      for (List<String> body :
          each.method().equals("GET") ? List.<List<String>>of() : HostileParts.BODIES) {
        String type = body.get(0).isEmpty() ? "" : "Content-Type: " + body.get(0) + "\r\n";
        caller.judged(
            each + " " + body,
            HostileCaller.request(each.method(), caller.path(each), type, body.get(1)));
      }
    }
  }

  @Test
  void hostile_headers_are_refused_or_ignored() throws Exception {
    for (Endpoint each : caller.harmless()) {
      for (String header : HostileParts.HEADERS) {
        caller.judged(
            each + " " + header,
            HostileCaller.request(each.method(), caller.path(each), header + "\r\n", ""));
      }
    }
  }

  @Test
  void verbs_that_a_path_does_not_have_are_unknown() throws Exception {
    for (Endpoint each : caller.endpoints()) {
      for (String verb : List.of("PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get")) {
        Reply reply =
            caller.refused(
                each + " " + verb, HostileCaller.request(verb, caller.path(each), "", ""));
        assertThat(reply.status()).as(verb).isEqualTo(404);
      }
    }
  }

  static Stream<List<String>> badRequests() {
    return Stream.of(
        // What is sent, then the status.
        List.of("GET /api/v1/%zz HTTP/1.1\r\n" + HOST, "400"),
        List.of("GET /api/v1/polls/% HTTP/1.1\r\n" + HOST, "400"),
        List.of("GET /api/v1/polls?x=%ff HTTP/1.1\r\n" + HOST, "400"),
        List.of("GET /api/v1/polls?x=%zz HTTP/1.1\r\n" + HOST, "400"),
        List.of("GET /api/v1/polls HTTP/1.1\r\n", "400"),
        List.of("GET /api/v1/polls HTTP/1.1\r\nHost: a b<>\r\n", "400"),
        List.of("GET /api/v1/polls HTTP/3.0\r\n" + HOST, "400"),
        List.of("GET /api/v1/polls;a=b HTTP/1.1\r\n" + HOST, "400"),
        List.of("GET /api/v1/polls/1;jsessionid=1 HTTP/1.1\r\n" + HOST, "400"),
        List.of("GET /api/v1/polls%2F1 HTTP/1.1\r\n" + HOST, "400"),
        List.of("GET /api/v1/nothing HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api/v1 HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api/v1/ HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api/v1/.json HTTP/1.1\r\n" + HOST, "404"),
        List.of(
            "POST /api/v1/polls HTTP/1.1\r\n"
                + HOST
                + "Content-Type: application/json\r\nContent-Length: 1048577\r\n",
            "413"),
        List.of(
            "POST /api/v1/polls HTTP/1.1\r\n" + HOST + "Content-Length: 9223372036854775807\r\n",
            "413"));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void bad_requests_are_answered_in_json(List<String> line) throws Exception {
    Reply reply = caller.refused(line.getFirst(), line.getFirst() + TOKEN + CLOSE + "\r\n");

    assertThat(reply.status()).isEqualTo(Integer.parseInt(line.getLast()));
  }

  @Test
  void a_path_has_one_spelling_beside_those_that_old_clients_use() throws Exception {
    for (String path :
        List.of("/api/v1/courses/", "/api/v1/courses.json", "http://test/api/v1/courses")) {
      assertThat(caller.send(HostileCaller.request("GET", path, "", "")).status())
          .as(path)
          .isEqualTo(200);
    }
    for (String path :
        List.of(
            "/api/v1//courses",
            "//api/v1/courses",
            "/api/v1/../v1/courses",
            "/api/v1/../../../etc/passwd",
            "/api/v1/%2e%2e/v1/courses",
            "/api/v%31/courses")) {
      assertThat(caller.send(HostileCaller.request("GET", path, "", "")).status())
          .as(path)
          .isEqualTo(400);
    }
    // A suffix is read once, and not once for each time that it is there.
    for (int times : List.of(2, 750)) {
      String path = "/api/v1/polls" + ".json".repeat(times);
      assertThat(caller.send(HostileCaller.request("GET", path, "", "")).status())
          .as("%d suffixes", times)
          .isEqualTo(404);
    }
    assertThat(caller.send("GET /api/v1/courses HTTP/1.0\r\n" + TOKEN + "\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void a_body_of_more_than_a_mebibyte_is_refused_however_it_comes() throws Exception {
    String start = "POST /api/v1/polls HTTP/1.1\r\n" + HOST + TOKEN + CLOSE;
    String mebibyte = "x".repeat(1 << 20);

    Reply announced =
        caller.refused("announced", start + "Content-Length: 2097152\r\n\r\n" + mebibyte.repeat(2));
    Reply chunked =
        caller.refused(
            "chunked",
            start
                + "Transfer-Encoding: chunked\r\n\r\n"
                + ("100000\r\n" + mebibyte + "\r\n").repeat(2)
                + "0\r\n\r\n");
    Reply fits = caller.refused("fits", start + "Content-Length: 1048576\r\n\r\n" + mebibyte);

    assertThat(announced.status()).isEqualTo(413);
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(fits.status()).isEqualTo(400);
    assertThat(announced.body())
        .isEqualTo("{\"errors\":[{\"message\":\"The body is larger than 1048576 bytes.\"}]}");
  }

  @Test
  void what_is_no_http_is_refused_below_the_api() throws Exception {
    String post = "POST /api/v1/polls HTTP/1.1\r\n" + HOST + TOKEN + CLOSE;

    assertThat(
            caller.send("GET /api/v1/polls?" + "a".repeat(9_000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
        .extracting(Reply::status)
        .isEqualTo(414);
    Reply large = caller.send(post + "X-A: " + "a".repeat(20_000) + "\r\n\r\n");
    assertThat(large.status()).isEqualTo(431);
    assertThat(large.head()).containsIgnoringCase("X-Content-Type-Options: nosniff");
    for (String length : List.of("abc", "-5", "+5", "", "5,5", "1234567890123456789012345")) {
      assertThat(caller.send(post + "Content-Length: " + length + "\r\n\r\n{}").status())
          .as(length)
          .isEqualTo(400);
    }
    assertThat(caller.send(post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}").status())
        .isEqualTo(400);
    assertThat(
            caller
                .send(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                .status())
        .isEqualTo(400);
    assertThat(caller.send(post + "X-A: a\u0000b\r\n\r\n").status()).isEqualTo(400);
    assertThat(caller.send("GET /api/v1/polls\r\n\r\n").status()).isEqualTo(400);
    // Here the framework ends the connection without a word.
    assertThat(caller.send(post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n").status())
        .isZero();
    assertThat(server.admin().get("/api/v1/polls").status()).isEqualTo(200);
  }

  @Test
  void half_a_body_stores_nothing() throws Exception {
    int before = caller.dataVersion();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.base().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/accounts/1/users HTTP/1.1\r\n"
                      + HOST
                      + TOKEN
                      + "Content-Type: application/x-www-form-urlencoded\r\n"
                      + "Content-Length: 50\r\n\r\nuser[name]=Half")
                  .getBytes(ISO_8859_1));
    }
    assertThat(server.admin().get("/api/v1/accounts/1/users?search_term=Half").body())
        .isEqualTo("[]");
    assertThat(caller.dataVersion()).isEqualTo(before);
  }

  @Test
  void beside_the_api_the_answers_are_problems() throws Exception {
    for (String path :
        List.of(
            "/%zz",
            "/nothing",
            "/host/token",
            "/../../etc/passwd",
            "/api/v1;a=b/polls",
            "/api;a=b/v1/polls",
            "/api/v1%2Fpolls")) {
      Reply reply = caller.send("GET " + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
      assertThat(reply.status()).as(path).isBetween(400, 499);
      assertThat(reply.head().toLowerCase(Locale.ROOT))
          .as(path)
          .contains("content-type: application/problem+json");
      assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
    }
  }
}
