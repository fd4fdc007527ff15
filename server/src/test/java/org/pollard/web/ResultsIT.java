package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.Tab;

/// Results over time and as files.
@NullMarked
@ExtendWith(SharedServer.class)
class ResultsIT {

  @TempDir Path folder;

  private final RunningServer server;
  private final Classroom room;

  ResultsIT(RunningServer server) {
    this.server = server;
    this.room = Classroom.in(server);
  }

  private Asked namedVotes() {
    Asked asked = room.askOpen("Which \"one\"?", "=1+1", "Two, or so");
    Classroom.vote(room.student("Ada").canvas(), asked, 0);
    Classroom.vote(room.student("Ben").canvas(), asked, 1);
    String code =
        room.teacher()
            .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
            .json()
            .get("code")
            .asText();
    Tab guest = new Tab(server.base());
    guest.join(code);
    guest.send("PUT", "/web/guest", "{\"name\":\"Gus Guest\"}");
    Answer vote =
        guest.send(
            "PUT",
            "/live/sessions/" + asked.session() + "/vote",
            "{\"choice\":" + asked.choices().get(1) + "}");
    assertThat(vote.status()).isEqualTo(200);
    return asked;
  }

  private Asked anonymousVotes() {
    Asked asked = room.ask("Secret?", "Yes", "No");
    Answer made =
        room.teacher()
            .postJson(
                "/live/polls/" + asked.poll() + "/sessions",
                "{\"course\":" + room.course() + ",\"anonymous\":true,\"open\":true}");
    Asked anonymous = asked.again(made.json().get("session").asLong());
    Classroom.vote(room.student("Hidden Hilda").canvas(), anonymous, 0);
    return anonymous;
  }

  @Test
  void a_named_session_has_its_counts_and_each_vote_as_csv() {
    String csv = file(namedVotes(), "csv").body();

    assertThat(csv).startsWith("\uFEFF\"Question\",\"Which \"\"one\"\"?\"\r\n");
    assertThat(csv)
        .contains("\"'=1+1\",\"1\",\"\"\r\n", "\"Two, or so\",\"2\",\"\"\r\n")
        .containsPattern("\"Ada\",\"\",\"1\",\"\",\"20[-0-9]{8} [:0-9]{8}\"")
        .containsPattern("\"Gus Guest\",\"\",\"\",\"1\",\"20[-0-9]{8} [:0-9]{8}\"");
  }

  @Test
  void guests_stand_under_their_names_among_those_who_voted() {
    Answer voters = room.teacher().get("/live/sessions/" + namedVotes().session() + "/voters");

    assertThat(voters.json().get("voters").findValuesAsText("name"))
        .containsExactlyInAnyOrder("Ada", "Ben", "Gus Guest");
  }

  @Test
  void an_anonymous_session_has_its_counts_only() {
    Asked asked = anonymousVotes();

    assertThat(file(asked, "csv").body())
        .contains("\"Yes\",\"1\",\"\"")
        .doesNotContain("Hilda", "Voter");
    assertThat(
            room.teacher().get("/web/sessions/" + asked.session() + "/timeline").json().toString())
        .isEqualTo("{\"kept\":false,\"choices\":[\"Yes\",\"No\"],\"points\":[]}");
  }

  @Test
  void a_spreadsheet_holds_the_same_in_sheets() throws Exception {
    Map<String, String> named = unzipped(namedVotes());
    Map<String, String> anonymous = unzipped(anonymousVotes());

    assertThat(named).containsKeys("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml");
    assertThat(named.get("xl/sharedStrings.xml"))
        .contains("Ada", "Gus Guest", "=1+1", "Two, or so");
    assertThat(anonymous)
        .containsKey("xl/worksheets/sheet1.xml")
        .doesNotContainKey("xl/worksheets/sheet2.xml");
    assertThat(anonymous.values()).noneMatch(each -> each.contains("Hilda"));
  }

  @Test
  void a_german_page_gets_semicolons_and_german_headings() {
    Asked asked = namedVotes();
    String path = "/web/sessions/" + asked.session() + "/results.csv?language=de";

    assertThat(room.teacher().get(path).body())
        .startsWith("\uFEFF\"Frage\";\"Which \"\"one\"\"?\"\r\n")
        .contains("\"Wer\";\"Benutzername\";\"'=1+1\";\"Two, or so\";\"Zeit (UTC)\"\r\n");
  }

  @Test
  void other_kinds_have_a_column_for_each_statement_and_entry_or_a_row_for_each_bucket()
      throws Exception {
    Canvas teacher = room.teacher();
    Canvas ada = room.student("Ada").canvas();
    JsonNode rating =
        teacher
            .postJson(
                "/live/polls",
                "{\"question\":\"Q\",\"kind\":\"rating\",\"choices\":[\"A\",\"=B\"],\"settings\":{\"to\":2}}")
            .json();
    long a = rating.at("/choices/0/id").asLong();
    long b = rating.at("/choices/1/id").asLong();
    String steps = "{\"ratings\":{\"%d\":2,\"%d\":1}}".formatted(a, b);
    String named = asked(rating, false, ada, steps);
    String anonymous = asked(rating, true, ada, steps);
    JsonNode words =
        teacher
            .postJson(
                "/live/polls",
                "{\"question\":\"Q\",\"kind\":\"words\",\"settings\":{\"entries\":2,\"abstain\":true}}")
            .json();
    String written = asked(words, false, ada, "{\"words\":[\"=1+1\"]}");

    assertThat(teacher.get(named + "/results.csv").body())
        .contains(
            "\"Voter\",\"User name\",\"A\",\"'=B\",\"Time (UTC)\"\r\n\"Ada\",\"\",\"2\",\"1\",");
    assertThat(teacher.get(anonymous + "/results.csv").body())
        .contains(
            "\"Choice\",\"Step\",\"People\"\r\n\"A\",\"1\",\"0\"\r\n\"A\",\"2\",\"1\"\r\n\"'=B\",")
        .doesNotContain("Ada");
    assertThat(teacher.get(written + "/results.csv").body())
        .contains("\"Word\",\"People\",\"Not shown\"\r\n\"'=1+1\",\"1\",\"\"\r\n")
        .contains("\"Abstained\",\"0\",\"\"\r\n")
        .contains("\"Word 1\",\"Word 2\",\"Abstained\",", "\"Ada\",\"\",\"'=1+1\",\"\",\"\",");
    for (String each : List.of(named, anonymous, written)) {
      assertThat(teacher.get(each + "/results.xlsx").status()).isEqualTo(200);
    }
    assertThat(
            unzipped("/web/rooms/" + room.course() + "/results.xlsx", "all.xlsx")
                .get("xl/sharedStrings.xml"))
        .contains("A: 2; =B: 1", "Abstained");
  }

  @Test
  void what_a_host_hides_or_has_not_looked_at_is_marked_in_files() throws Exception {
    Canvas teacher = room.teacher();
    Canvas ada = room.student("Ada").canvas();
    String poll =
        "{\"question\":\"Q\",\"kind\":\"words\",\"settings\":{\"approve\":true,\"entries\":2}}";
    JsonNode words = teacher.postJson("/live/polls", poll).json();
    String named = asked(words, false, ada, "{\"words\":[\"rude\",\"new\"]}");
    String live = named.replace("/web/", "/live/");
    JsonNode waiting = teacher.get(live).json().get("words");
    assertThat(waiting.findValuesAsText("state")).containsExactly("pending", "pending");
    assertThat(teacher.get("/web/rooms/" + room.course()).json().at("/sessions/0/waiting").asInt())
        .isEqualTo(2);
    long rude =
        waiting.get("new".equals(waiting.at("/0/text").asText()) ? 1 : 0).get("id").asLong();
    teacher.send("PATCH", live + "/entries/" + rude, "application/json", "{\"state\":\"hidden\"}");

    assertThat(teacher.get(named + "/results.csv").body())
        .contains("\"rude\",\"1\",\"hidden\"", "\"new\",\"1\",\"waits\"")
        .contains("\"rude\",\"new\",\"rude: hidden; new: waits\",");
    assertThat(unzipped(named + "/results.xlsx", "words.xlsx").get("xl/sharedStrings.xml"))
        .contains("Not shown", "hidden", "rude: hidden; new: waits");
    assertThat(
            unzipped("/web/rooms/" + room.course() + "/results.xlsx?language=de", "all.xlsx")
                .get("xl/sharedStrings.xml"))
        .contains("Nicht gezeigt", "verborgen", "rude: verborgen; new: wartet");
  }

  @Test
  void numbers_are_numbers_in_files_of_every_language() throws Exception {
    String poll =
        "{\"question\":\"How **many** $x^2$?\",\"kind\":\"number\",\"settings\":{\"decimals\":2}}";
    JsonNode number = room.teacher().postJson("/live/polls", poll).json();
    String asked = asked(number, false, room.student("Ada").canvas(), "{\"number\":1141.50}");

    assertThat(room.teacher().get(asked + "/results.csv?language=de").body())
        .startsWith("\uFEFF\"Frage\";\"How many x²?\"\r\n")
        .contains("\"1141,5\";\"1\"", "\"Ada\";\"\";\"1141,5\";");
    assertThat(room.teacher().get(asked + "/results.csv").body()).contains("\"1141.5\",\"1\"");
    assertThat(unzipped(asked + "/results.xlsx", "number.xlsx").get("xl/worksheets/sheet1.xml"))
        .containsPattern("<c r=\"A4\"[^>]*><v>1141\\.5</v>")
        .contains("state=\"frozen\"");
    assertThat(
            unzipped("/web/rooms/" + room.course() + "/results.xlsx", "room.xlsx")
                .get("xl/sharedStrings.xml"))
        .contains("How many x&#xb2;?")
        .doesNotContain("**");

    String cold = asked(number, true, room.student("Ada").canvas(), "{\"number\":-3.25}");
    assertThat(room.teacher().get(cold + "/results.csv").body()).contains("\"-3.25\",\"1\"");
    assertThat(room.teacher().get(cold + "/results.csv?language=de").body())
        .contains("\"-3,25\";\"1\"");
  }

  @Test
  void files_say_which_number_is_right() throws Exception {
    String poll =
        "{\"question\":\"How high?\",\"kind\":\"number\",\"settings\":{\"decimals\":1,\"unit\":\"m\",\"correct\":42.5,\"tolerance\":2}}";
    JsonNode number = room.teacher().postJson("/live/polls", poll).json();
    String asked = asked(number, false, room.student("Ada").canvas(), "{\"number\":43.7}");
    Answer wrong =
        room.student("Ben")
            .canvas()
            .send("PUT", votePath(asked), "application/json", "{\"number\":40}");
    assertThat(wrong.status()).as(wrong.body()).isEqualTo(200);

    assertThat(room.teacher().get(asked + "/results.csv?language=de").body())
        .contains(
            "\"Richtig\";\"42,5 ± 2 m\"",
            "\"Zahl (m)\";\"Personen\";\"Richtig\"",
            "\"43,7\";\"1\";\"ja\"",
            "\"40\";\"1\";\"\"");
    assertThat(unzipped(asked + "/results.xlsx", "right.xlsx").get("xl/sharedStrings.xml"))
        .contains("42.5 &#xb1; 2 m", "Number (m)", ">yes<");
  }

  private static String votePath(String asked) {
    return asked.replace("/web/", "/live/") + "/vote";
  }

  /// The path of a session in which this was voted.
  private String asked(JsonNode poll, boolean anonymous, Canvas voter, String vote) {
    Answer made =
        room.teacher()
            .postJson(
                "/live/polls/" + poll.get("id").asLong() + "/sessions",
                "{\"course\":%d,\"anonymous\":%s,\"open\":true}"
                    .formatted(room.course(), anonymous));
    String session = made.json().get("session").asText();
    assertThat(voter.putJson("/live/sessions/" + session + "/vote", vote).status()).isEqualTo(200);
    return "/web/sessions/" + session;
  }

  @Test
  void a_file_is_named_after_its_poll() {
    Asked asked = room.ask("Größer als 3/4? \uD83D\uDE00", "Ja", "Nein");
    String path = "/web/sessions/" + asked.session() + "/results.csv";

    assertThat(room.teacher().get(path).header("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"poll-%1$d.csv\"; filename*=UTF-8''Gr%%C3%%B6%%C3%%9Fer%%20als%%203%%204%%20%%28poll-%1$d%%29.csv"
                .formatted(asked.session()));
  }

  @Test
  void times_in_a_spreadsheet_are_dates() throws Exception {
    String sheet = unzipped(namedVotes()).get("xl/worksheets/sheet2.xml");

    // The number of days since 1900, with the style of a date.
    assertThat(sheet).containsPattern("<c r=\"E2\" s=\"[1-9]\\d*\"[^>]*><v>4\\d{4}\\.\\d+</v>");
  }

  @Test
  void one_file_holds_a_whole_room_and_nothing_of_who_chose_what_in_secret() throws Exception {
    namedVotes();
    anonymousVotes();

    Map<String, String> files =
        unzipped("/web/rooms/" + room.course() + "/results.xlsx?language=de", "room.xlsx");

    assertThat(files).containsKeys("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml");
    assertThat(files.get("xl/sharedStrings.xml"))
        .contains("Which &quot;one&quot;?", "Secret?", "Gus Guest", "Umfrage", "Anteil")
        .doesNotContain("Hilda");
  }

  @Test
  void over_time_the_counts_grow_to_what_they_are() {
    Asked asked = namedVotes();

    JsonNode over = room.teacher().get("/web/sessions/" + asked.session() + "/timeline").json();

    assertThat(over.get("kept").asBoolean()).isTrue();
    JsonNode points = over.get("points");
    assertThat(points.get(0).get("counts").toString()).isEqualTo("[0,0]");
    assertThat(points.get(points.size() - 1).get("counts").toString()).isEqualTo("[1,2]");
  }

  private Answer file(Asked asked, String kind) {
    Answer file = room.teacher().get("/web/sessions/" + asked.session() + "/results." + kind);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Disposition")).contains("attachment", "." + kind);
    return file;
  }

  private Map<String, String> unzipped(Asked asked) throws IOException, InterruptedException {
    String path = "/web/sessions/" + asked.session() + "/results.xlsx";
    return unzipped(path, "results" + asked.session() + ".xlsx");
  }

  private Map<String, String> unzipped(String path, String name)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(room.teacher().request(path).build(), BodyHandlers.ofFile(file));
    }
    Map<String, String> files = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry each : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(each)) {
          files.put(each.getName(), new String(in.readAllBytes(), UTF_8));
        }
      }
    }
    return files;
  }
}
