package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Kit;
import org.pollard.harness.RawHttp;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// What a stranger with a laptop tries: other spellings, no credential, too much.
@NullMarked
@ExtendWith(SharedServer.class)
class EdgeIT {

  private static final String NOBODY = "nobody-has-this-token";

  private final RunningServer server;
  private final Kit kit;

  EdgeIT(RunningServer server) {
    this.server = server;
    this.kit = Kit.in(server);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%s", "/.%s", "/x/..%s", "%s/.", "%s/..", "%s//", "%s;a=b", "/;a=b%s", "/%%2e%s", "/%%2F%s"
      })
  void no_other_spelling_lets_a_stranger_in(String spelling) {
    String participant =
        kit.path("/meetings/" + kit.meeting() + "/participants")
            + "/"
            + kit.viewer(kit.meeting(), "Ada").id()
            + "/token";

    for (String path :
        List.of(participant, "/api/v1/polls", "/live/sessions/1", "/web/rooms", "/q/metrics")) {
      String raw = send("POST", spelling.formatted(path), "", "");
      assertThat(raw).as(spelling + " of " + path).startsWith("HTTP/1.1 400 ");
      assertThat(raw).doesNotContain("token\":\"ey").contains("nosniff");
    }
  }

  @Test
  void an_encoded_letter_is_no_way_around_a_rule() {
    assertThat(RawHttp.get(server.base(), "/%63lient/v4/accounts", NOBODY)).contains(" 400 ");
    assertThat(RawHttp.get(server.base(), "/client/v4/accounts/x/%74okens", NOBODY))
        .contains(" 400 ");
    assertThat(RawHttp.get(server.base(), "/%61pi/v1/polls", NOBODY)).contains(" 400 ");
  }

  @Test
  void a_slash_at_the_end_means_what_it_means_without() {
    Classroom room = Classroom.in(server.admin());
    Asked asked = room.ask("Which?", "A");
    Canvas teacher = room.teacher();

    assertThat(teacher.get(asked.pollPath() + "/").status()).isEqualTo(200);
    assertThat(server.as(null).get(asked.pollPath() + "/").status()).isEqualTo(401);
    assertThat(server.as(null).get("/q/metrics/", "X-Forwarded-For", "10.0.0.1").status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/open", "/open/", "/close", "/close/"})
  void a_cookie_opens_nothing_from_somebody_elses_page(String verb) {
    Classroom room = Classroom.in(server.admin());
    Asked asked = room.ask("Which?", "A");
    String cookie = "Cookie: pollard_session=" + room.teacher().token() + "\r\n";

    String foreign =
        send("GET", asked.path() + verb, cookie + "Origin: https://evil.example\r\n", "");
    assertThat(foreign).startsWith("HTTP/1.1 401 ");
    String own =
        send(
            "GET",
            asked.path() + verb,
            cookie + "Origin: http://" + server.base().getAuthority() + "\r\n",
            "");
    assertThat(own).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/session", "/web/join", "/web/rooms", "/host/token", "/live/polls/1/sessions",
        "/api/v1/polls", "/client/v4/accounts/x/tokens", "/v2/meetings", "/nothing", "/q/metrics"
      })
  void a_body_larger_than_fits_is_refused_before_it_is_read(String path) {
    String raw =
        send("POST", path, "Content-Type: application/json\r\nContent-Length: 18000000\r\n", "{");
    assertThat(raw).startsWith("HTTP/1.1 413 ").contains("onnection: close");
  }

  /// Where such a body ends is anybody's guess: the parser refuses it, below every facade's words.
  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: gzip", "Transfer-Encoding: gzip, chunked"})
  void a_body_without_an_end_is_refused(String coding) {
    assertThat(send("POST", "/api/v1/polls", coding + "\r\n", "x")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void one_host_is_named() {
    assertThat(send("GET", "/q/health/live", "Host: other\r\n", "")).startsWith("HTTP/1.1 400 ");
    assertThat(send("GET", "http://elsewhere.example/q/metrics", "", ""))
        .startsWith("HTTP/1.1 400 ");
    assertThat(send("GET", server.base() + "/q/health/live", "", "")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void what_is_not_declared_is_not_there() {
    for (String path : List.of("/q/dev-ui", "/q/arc", "/nothing", "/index.html", "/web/nothing")) {
      assertThat(server.admin().get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(server.admin().delete("/web/rooms").status()).isEqualTo(405);
  }

  /// Not to the end of the connection, which lingers a little.
  private static String headAndWhatCameWithIt(InputStream in) throws IOException {
    StringBuilder read = new StringBuilder();
    byte[] part = new byte[8_192];
    while (read.indexOf("\r\n\r\n") < 0) {
      int length = in.read(part);
      if (length < 0) {
        break;
      }
      read.append(new String(part, 0, length, ISO_8859_1));
    }
    return read.toString();
  }

  /// One request of its own connection, byte for byte.
  private String send(String method, String path, String headers, String body) {
    try (Socket socket = new Socket(server.base().getHost(), server.base().getPort())) {
      socket.setSoTimeout(60_000);
      String head =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + server.base().getAuthority()
              + "\r\nConnection: close\r\n"
              + headers
              + "\r\n";
      socket.getOutputStream().write((head + body).getBytes(ISO_8859_1));
      return headAndWhatCameWithIt(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
