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
import org.pollard.harness.RunningServer;
import org.pollard.server.HostileCaller.Endpoint;
import org.pollard.server.HostileCaller.Reply;

/// Every endpoint against what no client should send: the answer says so with a 4xx and a body that
/// can be read, nothing is stored, and the server goes on.
@NullMarked
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {

  private static final String TOKEN = HostileCaller.TOKEN;
  private static final String HOST = HostileCaller.HOST;
  private static final String CLOSE = HostileCaller.CLOSE;

  static final List<String> IDS =
      List.of(
          "0",
          "-1",
          "+1",
          "1.0",
          "1e3",
          "0x1",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "null",
          "NaN",
          "%00",
          "1%00",
          "%0d%0aX:y",
          "%ed%a0%80",
          "%ff%fe",
          "%zz",
          "%",
          "%E2%80%AE1",
          "%D9%A1",
          "1%201",
          "1'or'1'='1",
          "..%2f..%2fetc",
          "1;a=b",
          ";",
          "~",
          "$%7B1+1%7D",
          "a".repeat(1_500));

  static final List<String> QUERIES =
      List.of(
          "page=0",
          "page=-1",
          "page=x",
          "page=99999999999999999999999999",
          "page[]=1",
          "page[a]=1",
          "per_page=0",
          "per_page=-99999999999999999999",
          "per_page=%00",
          "x=%zz",
          "x=%",
          "x=%ff",
          "x=%ed%a0%80",
          "x=%00",
          "%00=x",
          "a[b]=1&a=2",
          "a=1&a[]=2",
          "a[][]=1",
          "a[[[=1",
          "]=1",
          "a" + "[b]".repeat(200) + "=1",
          "&&&===&",
          "as_user_id=x",
          "as_user_id=999999999",
          "as_user_id[]=1",
          "search_term=%25%5F'%5C",
          "type[]=x",
          "state[]=%22",
          "enrollment_type[]=x",
          "enrollment_state=x",
          "include[]=x",
          "a=1&".repeat(500));

  /// Content type, then body as Latin-1; a type of "" sends no header.
  static final List<List<String>> BODIES = bodies();

  static final List<String> HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: application/json+canvas-string-ids, application/vnd.api+json",
          "Accept: ;;;",
          "Accept-Charset: utf-16",
          "Accept-Encoding: br;q=x",
          "Accept-Language: \u00ff",
          "Content-Type: ///",
          "Content-Encoding: gzip",
          "X-HTTP-Method-Override: DELETE",
          "X-Forwarded-Host: evil\"><x>",
          "X-Forwarded-Proto: javascript",
          "Forwarded: host=evil;proto=gopher",
          "If-None-Match: *",
          "If-Modified-Since: yesterday",
          "Range: bytes=5-1",
          "Origin: null",
          "Referer: \u00e9",
          "Expect: something",
          "Upgrade: websocket",
          "Transfer-Encoding: gzip");

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
        for (String id : IDS) {
          String path = caller.path(each, variable, id);
          caller.refused(each + " " + path, HostileCaller.request(each.method(), path, "", ""));
        }
      }
    }
  }

  @Test
  void hostile_queries_are_refused_or_ignored() throws Exception {
    for (Endpoint each : caller.harmless()) {
      for (String query : QUERIES) {
        String path = caller.path(each) + "?" + query;
        caller.judged(each + "?" + query, HostileCaller.request(each.method(), path, "", ""));
      }
    }
  }

  @Test
  void hostile_bodies_are_refused_or_ignored() throws Exception {
    for (Endpoint each : caller.harmless()) {
      for (List<String> body : each.method().equals("GET") ? List.<List<String>>of() : BODIES) {
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
      for (String header : HEADERS) {
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
        List.of("GET /api/v1;a=b/polls HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api;a=b/v1/polls HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api/v1/polls;a=b HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api/v1/polls/1;jsessionid=1 HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api/v1%2Fpolls HTTP/1.1\r\n" + HOST, "404"),
        List.of("GET /api/v1/polls%2F1 HTTP/1.1\r\n" + HOST, "404"),
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
            "413"),
        List.of("POST /api/v1/polls HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n", "400"));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void bad_requests_are_answered_in_json(List<String> line) throws Exception {
    Reply reply = caller.refused(line.getFirst(), line.getFirst() + TOKEN + CLOSE + "\r\n");

    assertThat(reply.status()).isEqualTo(Integer.parseInt(line.getLast()));
  }

  @Test
  void other_spellings_of_a_path_mean_the_same() throws Exception {
    for (String path :
        List.of(
            "/api/v1//courses",
            "//api/v1/courses",
            "/api/v1/../v1/courses",
            "/api/v1/%2e%2e/v1/courses",
            "/api/v%31/courses",
            "/api/v1/courses/",
            "/api/v1/courses.json",
            "http://elsewhere.example/api/v1/courses")) {
      assertThat(caller.send(HostileCaller.request("GET", path, "", "")).status())
          .as(path)
          .isEqualTo(200);
    }
    assertThat(caller.send("GET /api/v1/courses HTTP/1.0\r\n" + TOKEN + "\r\n").status())
        .isEqualTo(200);
    assertThat(caller.send("GET /api/v1/../../../etc/passwd HTTP/1.1\r\n" + HOST + CLOSE + "\r\n"))
        .extracting(Reply::status)
        .isEqualTo(404);
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
    assertThat(caller.send(post + "X-A: " + "a".repeat(20_000) + "\r\n\r\n").status())
        .isEqualTo(431);
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
    for (String path : List.of("/%zz", "/nothing", "/host/token", "/../../etc/passwd")) {
      Reply reply = caller.send("GET " + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
      assertThat(reply.status()).as(path).isBetween(400, 499);
      assertThat(reply.head().toLowerCase(Locale.ROOT))
          .as(path)
          .contains("content-type: application/problem+json");
      assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
    }
  }

  private static List<List<String>> bodies() {
    String json = "application/json";
    String form = "application/x-www-form-urlencoded";
    String multipart = "multipart/form-data; boundary=b";
    String huge = "9".repeat(500);
    return List.of(
        List.of(json, "{"),
        List.of(json, "}"),
        List.of(json, "[]"),
        List.of(json, "null"),
        List.of(json, "\"x\""),
        List.of(json, "{} {}"),
        List.of(json, "{\"polls\":"),
        List.of(json, "{\"polls\":null}"),
        List.of(json, "{\"polls\":[null]}"),
        List.of(json, "{\"polls\":[[]]}"),
        List.of(json, "{\"polls\":\"x\"}"),
        List.of(json, "{\"polls\":[{\"question\":{}}]}"),
        List.of(json, "{\"user\":[],\"course\":1,\"token\":\"x\",\"enrollment\":null}"),
        List.of(json, "{\"user\":{\"name\":[]},\"pseudonym\":{\"unique_id\":{}}}"),
        List.of(json, "{\"user\":{\"name\":\"" + "n".repeat(300) + "\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\\u0000\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\\ud800\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\u00ff\u00fe\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\u00ed\u00a0\u0080\"}}"),
        List.of(json, "{\"course\":{\"name\":" + huge + "}}"),
        List.of(json, "{\"course\":{\"event\":\"explode\"}}"),
        List.of(json, "{\"course_section\":{\"name\":true,\"x\":1e999999999}}x"),
        List.of(json, "{\"enrollment\":{\"user_id\":1e400,\"type\":\"StudentEnrollment\"}}"),
        List.of(json, "{\"enrollment\":{\"user_id\":-1,\"type\":[]}}"),
        List.of(json, "{\"enrollment\":{\"user_id\":1,\"type\":\"KingEnrollment\"}}"),
        List.of(json, "{\"token\":{\"purpose\":\"p\",\"expires_at\":\"soon\"}}"),
        List.of(
            json, "{\"token\":{\"purpose\":\"p\",\"expires_at\":\"999999999-01-01T00:00:00Z\"}}"),
        List.of(json, "{\"token\":{\"purpose\":\"p\",\"scopes\":{\"a\":1}}}"),
        List.of(json, "{\"token\":{\"purpose\":\"p\",\"scopes\":[\"everything\"]}}"),
        List.of(json, "{\"poll_submissions\":[{\"poll_choice_id\":" + huge + "}]}"),
        List.of(json, "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)),
        List.of(json, "[".repeat(100_000)),
        List.of(json, "{\"a\":" + "9".repeat(5_000) + "}"),
        List.of(json + "; charset=utf-16", "{}"),
        List.of(form, "%zz=%zz"),
        List.of(form, "user[name]=%00"),
        List.of(form, "user[name]=%ff"),
        List.of(form, "user[name]=%ed%a0%80"),
        List.of(form, "user[name]=\u00ff"),
        List.of(form, "user=1&user[name]=x"),
        List.of(form, "polls[][][question]=x"),
        List.of(form, "a" + "[b]".repeat(500) + "=1"),
        List.of(form, "a=1&".repeat(5_000)),
        List.of(form, "as_user_id=999999999"),
        List.of(form, "access_token=x"),
        List.of(multipart, ""),
        List.of(multipart, "--b"),
        List.of(multipart, "--b\r\n\r\n\r\n--b--"),
        List.of(multipart, "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"),
        List.of(
            multipart,
            String.join(
                "\r\n",
                "--b",
                "Content-Disposition: form-data; name=\"user[name]\"; filename=\"f\"",
                "",
                "x",
                "--b--",
                "")),
        List.of("multipart/form-data", "--b\r\n"),
        List.of("multipart/form-data; boundary=", "--\r\n"),
        List.of("multipart/form-data; boundary=" + "b".repeat(500), "x"),
        List.of("text/plain", "user[name]=x"),
        List.of("application/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"),
        List.of("///;;;", "x"),
        List.of("", "{\"user\":{\"name\":\"x\"}}"));
  }
}
