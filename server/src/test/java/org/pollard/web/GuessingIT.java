package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Classroom;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// Guessing codes, on a server of its own, since it slows down everybody who shares the address.
@NullMarked
@Tag("alone")
class GuessingIT {

  @TempDir Path data;

  @Test
  @Timeout(240)
  void wrong_codes_make_the_next_ones_wait_but_never_the_qr_code_nor_who_is_in() {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Classroom room = Classroom.in(server);
      String link =
          room.teacher()
              .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
              .json()
              .get("link")
              .asText();
      String code = link.replaceAll(".*/j/|#.*", "");
      String secret = link.replaceAll(".*#", "");
      Tab inside = new Tab(server.base());
      inside.join(code);
      room.teacher()
          .send(
              "PATCH", "/web/rooms/" + room.course(), "application/json", "{\"seen_by_all\":true}");
      assertThat(inside.get("/live/public/" + code).status()).isEqualTo(200);
      for (String wrong : new String[] {"AAAAAA", "", "AC34H0", "ä", "AAAAAAAAAA"}) {
        assertThat(new Tab(server.base()).join(wrong).json().get("code").asText())
            .isEqualTo("unknown_code");
      }

      Tab scanned = new Tab(server.base());
      Duration qr =
          time(
              () ->
                  scanned.send(
                      "POST",
                      "/web/join",
                      "{\"code\":\"" + code + "\",\"secret\":\"" + secret + "\"}"));
      Duration again = time(() -> inside.join(code));
      Duration followed =
          time(() -> assertThat(inside.get("/live/public/" + code).status()).isEqualTo(200));
      Duration guessed =
          time(() -> assertThat(inside.get("/live/public/AAAAAA").status()).isEqualTo(404));
      Duration typed =
          time(() -> assertThat(new Tab(server.base()).join(code).status()).isEqualTo(200));

      assertThat(scanned.cookies()).containsKey("pollard_guest");
      assertThat(typed).isGreaterThan(Duration.ofMillis(1_500));
      assertThat(qr).isLessThan(typed.dividedBy(2));
      assertThat(again).isLessThan(typed.dividedBy(2));
      assertThat(guessed).isGreaterThan(Duration.ofMillis(1_500));
      assertThat(followed).isLessThan(guessed.dividedBy(2));
    }
  }

  private static Duration time(Runnable work) {
    Instant start = Instant.now();
    work.run();
    return Duration.between(start, Instant.now());
  }
}
