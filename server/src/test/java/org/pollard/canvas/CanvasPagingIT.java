package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Pages of lists, their links and meta data, and ids as strings.
@NullMarked
@ExtendWith(SharedServer.class)
class CanvasPagingIT {

  private static final String STRING_IDS = "application/json+canvas-string-ids";
  private static final String JSON_API = "application/vnd.api+json";

  private final Classroom room;
  private final Canvas teacher;
  private final String base;

  CanvasPagingIT(RunningServer server) {
    room = Classroom.in(server);
    teacher = room.teacher();
    base = server.base() + "/api/v1/";
  }

  @Test
  void the_middle_page_links_to_all_others_in_the_documented_order() {
    List<Long> ids = polls(5);

    Answer page = teacher.get("/api/v1/polls?page=2&per_page=2");

    assertThat(page.ids()).containsExactly(ids.get(2), ids.get(1));
    assertThat(page.header("Link"))
        .isEqualTo(
            "<URL?page=2&per_page=2>; rel=\"current\",<URL?page=3&per_page=2>; rel=\"next\","
                    .replace("URL", base + "polls")
                + "<URL?page=1&per_page=2>; rel=\"prev\",<URL?page=1&per_page=2>; rel=\"first\","
                    .replace("URL", base + "polls")
                + "<URL?page=3&per_page=2>; rel=\"last\"".replace("URL", base + "polls"));
  }

  @Test
  void a_single_page_has_links_too_and_an_empty_list_as_well() {
    String single =
        "<URL?page=1&per_page=10>; rel=\"current\",<URL?page=1&per_page=10>; rel=\"first\","
            + "<URL?page=1&per_page=10>; rel=\"last\"";

    assertThat(teacher.get("/api/v1/polls").header("Link"))
        .isEqualTo(single.replace("URL", base + "polls"));
    polls(1);
    assertThat(teacher.get("/api/v1/polls").header("Link"))
        .isEqualTo(single.replace("URL", base + "polls"));
  }

  @Test
  void every_list_is_paged() {
    Asked asked = room.ask("Tea?", "Yes", "No");
    room.session(asked.poll());
    Asked open = room.askOpen("Milk?");
    room.open(open.again(room.session(open.poll())));

    for (String list :
        List.of(
            "polls",
            "polls/" + asked.poll() + "/poll_choices",
            "polls/" + asked.poll() + "/poll_sessions",
            "poll_sessions/opened",
            "poll_sessions/closed")) {
      Answer page = teacher.get("/api/v1/" + list + "?per_page=1");
      assertThat(page.ids()).as(list).hasSize(1);
      assertThat(page.header("Link"))
          .contains("<" + base + list + "?page=2&per_page=1>; rel=\"next\"");
      assertThat(teacher.get("/api/v1/" + list + "?page=0").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "", "%20", "1x", "1.5"})
  void a_page_that_cannot_be_is_not_found(String page) {
    Answer answer = teacher.get("/api/v1/polls?page=" + page);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo("{\"errors\":[{\"message\":\"The specified resource does not exist.\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "1000000", "99999999999999999999999"})
  void a_page_beyond_the_end_is_empty(String page) {
    polls(1);

    Answer answer = teacher.get("/api/v1/polls?page=" + page);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"polls\":[]}");
    assertThat(answer.header("Link")).doesNotContain("rel=\"next\"").contains("rel=\"prev\"");
  }

  @ParameterizedTest
  @CsvSource({
    "per_page=0, 1",
    "per_page=-5, 1",
    "per_page=x, 1",
    "per_page=101, 100",
    "per_page=99999999999999999999, 100",
    "per_page=5&per_page=100, 100",
    "per_page=100&per_page=5, 5",
    "x=1, 10"
  })
  void per_page_is_clamped_and_the_last_one_wins(String query, int effective) {
    assertThat(teacher.get("/api/v1/polls?" + query).header("Link"))
        .contains("page=1&per_page=" + effective + ">; rel=\"current\"");
  }

  @Test
  void links_carry_other_parameters_but_never_secrets() {
    String link =
        teacher
            .get(
                "/api/v1/polls?b=%26+2&page=1&access_token=no&api_key=no&per_page=3&a[]=1"
                    .replace("[]", "%5B%5D"))
            .header("Link");

    assertThat(link).startsWith("<" + base + "polls?b=%26+2&a%5B%5D=1&page=1&per_page=3>; ");
    assertThat(link).doesNotContain("access_token", "api_key", "=no");
  }

  @Test
  void links_follow_to_the_end_and_give_every_record_once() {
    List<Long> ids = polls(7);
    List<Long> found = new ArrayList<>();
    String url = base + "polls?per_page=3";

    while (true) {
      Answer page = teacher.get(url);
      found.addAll(page.ids());
      String link = String.valueOf(page.header("Link"));
      if (!link.contains("rel=\"next\"")) {
        break;
      }
      String before = link.substring(0, link.indexOf(">; rel=\"next\""));
      url = before.substring(before.lastIndexOf('<') + 1);
    }

    assertThat(found).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  void the_json_api_flavour_adds_meta_to_the_same_answer() {
    polls(3);

    Answer plain = teacher.get("/api/v1/polls?page=2&per_page=1&x=y");
    Answer flavoured = teacher.get("/api/v1/polls?page=2&per_page=1&x=y", "Accept", JSON_API);

    String url = base + "polls?x=y&page=%s&per_page=1";
    assertThat(plain.json().has("meta")).isFalse();
    assertThat(flavoured.json().get("polls")).isEqualTo(plain.json().get("polls"));
    assertThat(flavoured.header("Link")).isEqualTo(plain.header("Link"));
    assertThat(flavoured.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(flavoured.json().get("meta").toString())
        .isEqualTo(
            ("{\"pagination\":{\"per_page\":1,\"current\":\"%s\",\"next\":\"%s\",\"prev\":\"%s\","
                    + "\"first\":\"%s\",\"last\":\"%s\",\"page\":2,\"template\":\"%s\","
                    + "\"count\":3,\"page_count\":3},\"primaryCollection\":\"polls\"}")
                .formatted(
                    url.formatted(2),
                    url.formatted(3),
                    url.formatted(1),
                    url.formatted(1),
                    url.formatted(3),
                    url.formatted("{page}")));
  }

  @Test
  void the_json_api_flavour_names_the_collection_of_every_list() {
    Asked asked = room.ask("Tea?");

    assertThat(collection("/api/v1/polls")).isEqualTo("polls");
    assertThat(collection(asked.pollPath() + "/poll_choices")).isEqualTo("poll_choices");
    assertThat(collection(asked.pollPath() + "/poll_sessions")).isEqualTo("poll_sessions");
    assertThat(collection("/api/v1/poll_sessions/opened")).isEqualTo("poll_sessions");
    assertThat(collection("/api/v1/poll_sessions/closed")).isEqualTo("poll_sessions");
  }

  @Test
  void the_json_api_flavour_of_a_single_page_has_neither_next_nor_prev() {
    JsonNode pagination =
        teacher.get("/api/v1/polls", "Accept", JSON_API).json().get("meta").get("pagination");

    assertThat(pagination.fieldNames())
        .toIterable()
        .containsExactly(
            "per_page", "current", "first", "last", "page", "template", "count", "page_count");
    assertThat(pagination.get("count").asInt()).isZero();
  }

  @Test
  void ids_are_strings_everywhere_on_request_with_the_same_digits() {
    Asked asked = room.askOpen("Tea?", "Yes");
    long section =
        room.session(
            asked.poll(), "poll_sessions[][course_section_id]", Long.toString(room.section()));
    Canvas ada = room.student("Ada").canvas();
    String votes = asked.path() + "/poll_submissions";
    Answer vote =
        ada.send(
            ada.request(votes)
                .header("Accept", "text/html, " + STRING_IDS + "; q=1, */*")
                .header("Content-Type", "application/json")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"poll_submissions\":[{\"poll_choice_id\":\"%d\"}]}"
                            .formatted(asked.choices().getFirst()))));

    assertIds(vote.first(), "id", "poll_session_id", "poll_choice_id", "user_id");
    String path = votes + "/" + vote.first().get("id").asText();
    for (String each :
        List.of(
            asked.pollPath(),
            "/api/v1/polls",
            asked.pollPath() + "/poll_choices",
            asked.pollPath() + "/poll_choices/" + asked.choices().getFirst(),
            asked.path(),
            asked.again(section).path(),
            asked.pollPath() + "/poll_sessions",
            "/api/v1/poll_sessions/opened",
            path)) {
      JsonNode numbers = teacher.get(each).json();
      JsonNode strings = teacher.get(each, "Accept", STRING_IDS).json();
      assertThat(strings).as(each).isNotEqualTo(numbers);
      assertThat(strings).as(each).isEqualTo(withStringIds(numbers));
    }
    JsonNode session = teacher.get(asked.path(), "Accept", STRING_IDS).first();
    assertIds(session, "id", "poll_id", "course_id");
    assertThat(session.get("course_section_id").isNull()).isTrue();
    assertIds(
        session.get("poll_submissions").get(0),
        "id",
        "poll_session_id",
        "poll_choice_id",
        "user_id");
    assertThat(session.get("results").get(asked.choices().getFirst().toString()).isInt()).isTrue();
  }

  @Test
  void every_list_answer_of_head_has_the_links_of_get() {
    assertThat(teacher.head("/api/v1/polls").header("Link"))
        .isEqualTo(teacher.get("/api/v1/polls").header("Link"));
  }

  /// What the same JSON looks like with string ids, from the rule: `id` and whatever ends in `_id`.
  private static JsonNode withStringIds(JsonNode json) {
    JsonNode copy = json.deepCopy();
    change(copy);
    return copy;
  }

  private static void change(JsonNode node) {
    if (node instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode value = object.get(name);
        if ((name.equals("id") || name.endsWith("_id")) && value.isIntegralNumber()) {
          object.put(name, value.asText());
        } else {
          change(value);
        }
      }
    } else {
      node.forEach(CanvasPagingIT::change);
    }
  }

  private static void assertIds(JsonNode record, String... names) {
    for (String name : names) {
      assertThat(record.get(name).isTextual()).as(name).isTrue();
    }
  }

  private String collection(String list) {
    return teacher
        .get(list, "Accept", JSON_API)
        .json()
        .get("meta")
        .get("primaryCollection")
        .asText();
  }

  private List<Long> polls(int count) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(teacher.post("/api/v1/polls", "polls[][question]", "Q?").id());
    }
    return ids;
  }
}
