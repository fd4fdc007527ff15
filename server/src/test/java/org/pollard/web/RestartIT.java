package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.FreePort;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.TestBrowsers;

/// The server is killed under an open page and comes back.
@NullMarked
@ExtendWith(SharedServer.class)
class RestartIT {

  @TempDir Path data;

  @Test
  @Timeout(240)
  void a_guest_who_votes_while_the_server_is_away_is_counted_once_as_the_same_guest(
      TestBrowsers shared) throws Exception {
    Map<String, String> port = Map.of("POLLARD_HTTP_PORT", Integer.toString(FreePort.find()));
    RunningServer first = RunningServer.start(data, port);
    try (TestBrowsers browsers = shared.at(first.base())) {
      Classroom room = Classroom.in(first);
      Asked before = room.askOpen("Before?", "Yes", "No");
      String code =
          room.teacher()
              .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
              .json()
              .get("code")
              .asText();
      Page phone = browsers.phone();
      phone.navigate("/j/" + code);
      phone.locator("#name").fill("Ada");
      phone.keyboard().press("Enter");
      phone.locator(".choice").first().click();
      assertThat(phone.locator("#told.good")).isVisible();
      Asked during = room.askOpen("During?", "Red", "Blue");
      assertThat(phone.locator("h1")).hasText("During?");

      first.kill();
      phone.locator(".choice").nth(1).click();
      assertThat(phone.locator("#told.warn")).isVisible();

      try (RunningServer second = RunningServer.start(data, port)) {
        assertThat(phone.locator("#told.good")).containsText("You chose: Blue");
        assertThat(phone.locator(".lost")).hasCount(0);
        var teacher = second.as(room.teacher().token());
        assertThat(teacher.get("/live/sessions/" + during.session()).json().get("votes").asInt())
            .isEqualTo(1);
        assertThat(voter(teacher, before)).isEqualTo(voter(teacher, during));
      }
    } finally {
      first.kill();
    }
  }

  private static long voter(Canvas teacher, Asked asked) {
    return teacher
        .get("/live/sessions/" + asked.session() + "/voters")
        .json()
        .at("/voters/0/id")
        .asLong();
  }
}
