package org.pollard.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.Tab;

/// What the pages ask of the server: rooms, guests, signing in, what hosts paste.
@NullMarked
@ExtendWith(SharedServer.class)
class RoomsIT {

  private final RunningServer server;
  private final Classroom room;

  RoomsIT(RunningServer server) {
    this.server = server;
    this.room = Classroom.in(server);
  }

  private Tab tab() {
    return new Tab(server.base());
  }

  private String path() {
    return "/web/rooms/" + room.course();
  }

  private String code(boolean guests) {
    Answer changed =
        room.teacher().send("PATCH", path(), "application/json", "{\"guests\":" + guests + "}");
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    return changed.json().get("code").asText();
  }

  @Test
  void a_guest_joins_is_known_again_and_votes_once() {
    Asked asked = room.askOpen("Ready?", "Yes", "No");
    Tab guest = tab();

    Answer joined = guest.join(code(true).toLowerCase(Locale.ROOT));
    Answer again = guest.join(code(true));

    assertThat(joined.status()).isEqualTo(200);
    assertThat(joined.header("Set-Cookie"))
        .startsWith("pollard_guest=")
        .contains("HTTPOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");
    assertThat(again.header("Set-Cookie")).isNull();
    assertThat(again.json()).isEqualTo(joined.json());
    String vote = "/live/sessions/" + asked.session() + "/vote";
    String yes = "{\"choice\":" + asked.choices().get(0) + "}";
    assertThat(guest.send("PUT", vote, yes).status()).isEqualTo(200);
    assertThat(guest.send("PUT", vote, yes).status()).isEqualTo(200);
    String no = "{\"choice\":" + asked.choices().get(1) + "}";
    assertThat(guest.send("PUT", vote, no).status()).isEqualTo(409);
    assertThat(room.teacher().get("/live/sessions/" + asked.session()).json().get("votes").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_guest_of_one_room_is_nobody_in_another() {
    Tab guest = tab();
    guest.join(code(true));
    Asked elsewhere = Classroom.in(server).askOpen("Ours?", "Yes");

    String other = "/live/sessions/" + elsewhere.session();
    assertThat(guest.get(other).status()).isEqualTo(404);
    String vote = "{\"choice\":" + elsewhere.choices().get(0) + "}";
    assertThat(guest.send("PUT", other + "/vote", vote).status()).isEqualTo(404);
    assertThat(guest.get("/api/v1/courses").status()).isEqualTo(401);
  }

  @Test
  void a_room_without_guests_takes_who_is_enrolled_and_nobody_else() {
    String code = code(false);
    Answer pasted =
        room.teacher().postJson(path() + "/roster", "{\"text\":\"Ida, ida" + room.course() + "\"}");
    String password = pasted.json().get(0).get("password").asText();
    Tab ida = tab();

    assertThat(ida.join(code).json().get("code").asText()).isEqualTo("no_guests");
    assertThat(signIn(ida, "ida" + room.course(), password + "x").status()).isEqualTo(401);
    assertThat(signIn(ida, "IDA" + room.course(), password).status()).isEqualTo(200);
    assertThat(ida.join(code).json().get("user").asText()).isEqualTo("Ida");

    Tab stranger = tab();
    String token = requireNonNull(Classroom.person(room.admin(), "S").canvas().token());
    stranger.send("POST", "/web/session", "{\"token\":\"" + token + "\"}");
    assertThat(stranger.join(code).status()).isEqualTo(403);
  }

  private static Answer signIn(Tab tab, String login, String password) {
    return tab.send(
        "POST", "/web/session", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}");
  }

  @Test
  void guests_who_are_in_are_out_when_guests_are_welcome_no_more() {
    Asked asked = room.askOpen("Ready?", "Yes");
    Tab guest = tab();
    guest.join(code(true));
    String session = "/live/sessions/" + asked.session();
    assertThat(guest.get(session).status()).isEqualTo(200);

    code(false);

    assertThat(guest.get(session).status()).isEqualTo(404);
  }

  @Test
  void a_signed_in_browser_uses_the_canvas_api_and_the_live_api_until_it_signs_out() {
    Tab tab = tab();
    String token = requireNonNull(room.teacher().token());

    Answer in = tab.send("POST", "/web/session", "{\"token\":\"" + token + "\"}");

    assertThat(in.header("Set-Cookie")).contains("pollard_session=", "HTTPOnly", "SameSite=Strict");
    assertThat(in.body()).doesNotContain(tab.cookies().get("pollard_session"));
    assertThat(tab.cookies().get("pollard_session")).isNotEqualTo(token);
    Answer poll = tab.send("POST", "/api/v1/polls", "{\"polls\":[{\"question\":\"Mine?\"}]}");
    assertThat(poll.status()).isEqualTo(200);
    String wish = "{\"course\":" + room.course() + "}";
    assertThat(tab.send("POST", "/live/polls/" + poll.id() + "/sessions", wish).status())
        .isEqualTo(201);

    assertThat(tab.send("DELETE", "/web/session", "").status()).isEqualTo(204);
    assertThat(tab.cookies()).isEmpty();
    assertThat(tab.get("/api/v1/polls").status()).isEqualTo(401);
  }

  @Test
  void a_page_of_somebody_else_changes_nothing_with_our_cookies() {
    Asked asked = room.ask("Ready?", "Yes");
    Tab tab = tab();
    String token = requireNonNull(room.teacher().token());
    tab.send("POST", "/web/session", "{\"token\":\"" + token + "\"}");
    String evil = "https://evil.example";

    assertThat(
            tab.sendFrom(evil, "POST", "/api/v1/polls", "{\"polls\":[{\"question\":\"x\"}]}")
                .status())
        .isEqualTo(401);
    assertThat(
            tab.sendFrom(evil, "PATCH", "/live/sessions/" + asked.session(), "{\"open\":true}")
                .status())
        .isEqualTo(401);
    assertThat(tab.sendFrom(evil, "POST", "/web/rooms", "{\"name\":\"x\"}").status())
        .isEqualTo(401);
    assertThat(tab.sendFrom(evil, "POST", "/web/session", "{\"token\":\"" + token + "\"}").status())
        .isEqualTo(403);
    // Opening can be asked for with GET, which any link could do.
    assertThat(tab.get(asked.path() + "/open").status()).isEqualTo(401);
    assertThat(tab.get(asked.path()).first().get("is_published").asBoolean()).isFalse();
  }

  @Test
  void a_new_code_replaces_the_old_one_and_who_is_in_stays() {
    Asked asked = room.askOpen("Ready?", "Yes");
    String old = code(true);
    Tab guest = tab();
    guest.join(old);

    Answer renewed = room.teacher().send("PATCH", path(), "application/json", "{\"renew\":true}");

    assertThat(renewed.json().get("code").asText()).isNotEqualTo(old);
    assertThat(tab().join(old).status()).isEqualTo(404);
    assertThat(guest.get("/live/sessions/" + asked.session()).status()).isEqualTo(200);
  }

  @Test
  void only_those_who_run_a_room_see_its_inside() {
    Asked asked = room.askOpen("Ready?", "Yes");
    var student = room.student("Stu").canvas();
    var stranger = Classroom.in(server).teacher();

    for (String inside :
        new String[] {path(), path() + "/here", path() + "/qr.svg", path() + "/results.xlsx"}) {
      assertThat(room.teacher().get(inside).status()).as(inside).isEqualTo(200);
      assertThat(student.get(inside).status()).as(inside).isEqualTo(403);
      assertThat(stranger.get(inside).status()).as(inside).isEqualTo(404);
      assertThat(server.as(null).get(inside).status()).as(inside).isEqualTo(401);
    }
    for (String file : new String[] {"timeline", "results.csv", "results.xlsx"}) {
      String inside = "/web/sessions/" + asked.session() + "/" + file;
      assertThat(room.teacher().get(inside).status()).as(inside).isEqualTo(200);
      assertThat(student.get(inside).status()).as(inside).isEqualTo(403);
      assertThat(stranger.get(inside).status()).as(inside).isEqualTo(404);
    }
    assertThat(student.postJson(path() + "/roster", "{\"text\":\"Eve, eve\"}").status())
        .isEqualTo(403);
    assertThat(student.postJson(path() + "/import", "{\"text\":\"Q\\nA\\nB\"}").status())
        .isEqualTo(403);
    assertThat(student.postJson("/web/rooms", "{\"name\":\"Mine\"}").status()).isEqualTo(403);
    assertThat(room.teacher().get("/web/meetings").status()).isEqualTo(403);
    assertThat(server.admin().get("/web/meetings").status()).isEqualTo(200);
  }

  @Test
  void who_makes_a_room_is_its_teacher() {
    Answer made = room.teacher().postJson("/web/rooms", "{\"name\":\"Second room\"}");

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.json().get("code").asText()).hasSize(6);
    assertThat(made.json().get("guests").asBoolean()).isTrue();
    assertThat(room.teacher().get("/web/rooms").json().findValuesAsText("name"))
        .containsExactly("Second room", "Room");
    for (String bad :
        new String[] {"{}", "{\"name\":\" \"}", "{\"name\":\"" + "x".repeat(256) + "\"}"}) {
      assertThat(room.teacher().postJson("/web/rooms", bad).status()).as(bad).isEqualTo(422);
    }
  }

  @Test
  void pasted_polls_are_asked_in_the_room_with_their_key() {
    Answer made =
        room.teacher()
            .postJson(
                path() + "/import",
                "{\"anonymous\":true,\"text\":\"Largest?\\nMars\\n* Jupiter\\n\\nBreak?\\nYes\\nNo\"}");

    assertThat(made.json().get("polls").asInt()).isEqualTo(2);
    JsonNode detail = room.teacher().get(path()).json();
    assertThat(detail.get("sessions"))
        .hasSize(2)
        .allMatch(each -> each.get("anonymous").asBoolean());
    assertThat(detail.at("/polls/0/choices/1/correct").asBoolean()).isTrue();
    assertThat(detail.at("/polls/0/choices/0/correct").asBoolean()).isFalse();
    Answer bad = room.teacher().postJson(path() + "/import", "{\"text\":\"Only a question\"}");
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.json().get("detail").asText()).contains("Only a question");
    assertThat(room.teacher().get(path()).json().get("sessions")).hasSize(2);
  }

  @Test
  void those_who_run_a_room_arrange_its_polls() {
    long first = room.ask("First?", "Yes", "No").session();
    long second = room.ask("Second?", "Yes", "No").session();
    long third = room.ask("Third?", "Yes", "No").session();
    long elsewhere = Classroom.in(server).ask("Ours?", "Yes").session();
    var assistant = room.enrolled("Tom", "TaEnrollment").canvas();
    String wanted = "{\"sessions\":[%d,%d,%d]}".formatted(third, first, second);

    assertThat(arrange(assistant, wanted).status()).isEqualTo(204);
    assertThat(arrange(room.teacher(), wanted).status()).as("again").isEqualTo(204);

    assertThat(sessions()).containsExactly(third, first, second);
    long later = room.ask("Later?", "Yes", "No").session();
    assertThat(sessions()).containsExactly(third, first, second, later);
    for (String bad : new String[] {"", "{}", "[]", "{\"sessions\":7}", "{\"sessions\":[\"x\"]}"}) {
      assertThat(arrange(room.teacher(), bad).status()).as(bad).isEqualTo(400);
    }
    for (String unfit :
        new String[] {elsewhere + "", "" + first + "," + first, "0", "-1", "null", "1e3"}) {
      Answer answer = arrange(room.teacher(), "{\"sessions\":[" + second + "," + unfit + "]}");
      assertThat(answer.status()).as(unfit).isEqualTo(422);
      assertThat(answer.json().get("code").asText()).isEqualTo("invalid");
    }
    assertThat(arrange(room.student("Stu").canvas(), wanted).status()).isEqualTo(403);
    assertThat(arrange(Classroom.in(server).teacher(), wanted).status()).isEqualTo(404);
    assertThat(arrange(server.as(null), wanted).status()).isEqualTo(401);
    assertThat(sessions()).containsExactly(third, first, second, later);
  }

  private Answer arrange(Canvas who, String wanted) {
    return who.send("PUT", path() + "/order", "application/json", wanted);
  }

  private List<Long> sessions() {
    return room.teacher().get(path()).json().get("sessions").findValues("id").stream()
        .map(JsonNode::asLong)
        .toList();
  }

  @Test
  void pages_may_run_nothing_but_what_they_bring_and_name_files_by_their_content() {
    Answer page = server.as(null).get("/j/ABCDEF");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    String script = page.body().replaceAll("(?s).*src=\"(/static/bundle/[^\"]+)\".*", "$1");
    Answer part = server.as(null).get(script, "Accept-Encoding", "gzip");
    assertThat(part.header("Cache-Control")).contains("max-age=31536000", "immutable");
    assertThat(part.header("Content-Encoding")).isEqualTo("gzip");
    String tag = requireNonNull(page.header("ETag"));
    assertThat(server.as(null).get("/", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(server.as(null).get("/static/bundle/../../application.properties").status())
        .isEqualTo(400);
    assertThat(server.as(null).get("/static/bundle/application.properties").status())
        .isEqualTo(404);
  }
}
