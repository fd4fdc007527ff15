package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Events;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Questions of every kind through our own API, over real HTTP.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class QuestionsIT {

  private final Classroom room;
  private final Canvas host;

  QuestionsIT(RunningServer server) {
    this.room = Classroom.in(server);
    this.host = room.teacher();
  }

  /// A poll, as its host gets it.
  private JsonNode poll(String body) {
    Answer made = host.postJson("/live/polls", body.replace('\'', '"'));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/live/polls/" + made.json().get("id").asLong());
    return made.json();
  }

  /// The path of an open session of it.
  private String ask(JsonNode poll, String more) {
    Answer made =
        host.postJson(
            "/live/polls/" + poll.get("id").asLong() + "/sessions",
            "{\"course\":%d,\"open\":true%s}".formatted(room.course(), more.replace('\'', '"')));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return "/live/sessions/" + made.json().get("session").asLong();
  }

  private static long choice(JsonNode poll, int i) {
    return poll.at("/choices/" + i + "/id").asLong();
  }

  private static Answer vote(Person voter, String session, String body) {
    return voter.canvas().putJson(session + "/vote", body.replace('\'', '"'));
  }

  private static void counted(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("outcome").asText()).isEqualTo("counted");
  }

  private static void refused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).as(answer.body()).isEqualTo(code);
  }

  private JsonNode seen(String session) {
    return host.get(session).json();
  }

  private Answer patch(String path, String body) {
    return host.send("PATCH", path, "application/json", body.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "single  | ['A','B'] | {'abstain':false}",
        "several | ['A','B'] | {'least':1,'most':2,'abstain':false}",
        "rating  | []        | {'from':1,'to':5,'low':'','high':'','abstain':false}",
        "ranking | ['A','B'] | {'top':2,'correct':false,'abstain':false}",
        "number  | [] |"
            + " {'least':null,'most':null,'decimals':0,'unit':'','correct':null,'tolerance':0,'abstain':false}",
        "words   | []        | {'entries':3,'longest':25,'approve':false,'abstain':false}",
        "text    | []        | {'longest':500,'approve':false,'abstain':false}"
      })
  void a_poll_of_each_kind_has_all_its_settings(String kind, String choices, String settings) {
    JsonNode poll = poll("{'question':' Was? ','kind':'%s','choices':%s}".formatted(kind, choices));

    assertThat(poll.get("kind").asText()).isEqualTo(kind);
    assertThat(poll.get("question").asText()).isEqualTo("Was?");
    assertThat(poll.get("settings").toString()).isEqualTo(settings.replace('\'', '"'));
    assertThat(host.get("/live/polls/" + poll.get("id").asLong()).json()).isEqualTo(poll);
    refused(
        room.student("Ada").canvas().get("/live/polls/" + poll.get("id").asLong()),
        404,
        "not_found");
  }

  @Test
  void all_problems_of_a_poll_are_told_at_once() {
    Answer answer =
        host.postJson(
            "/live/polls",
            """
            {"question": "", "kind": "rating", "choices": [{"text": "A", "correct": true}, 5, ""],
             "settings": {"from": 1, "to": 20, "sise": 3}, "more": 1, "description": 7}
            """);
    refused(answer, 422, "invalid");
    assertThat(answer.json().get("detail").asText())
        .contains("question is empty", "choices[0].correct", "choices[1]", "choices[2]")
        .contains("20 steps", "sise", "more is not known", "description");
    refused(host.postJson("/live/polls", "{\"question\":\"Q\"}"), 422, "invalid");
    refused(host.postJson("/live/polls", "[]"), 400, "bad_request");
    refused(
        host.postJson("/live/polls", "{\"question\":\"Q\",\"kind\":\"essay\"}"), 422, "invalid");
    refused(
        room.student("Ada").canvas().postJson("/live/polls", "{\"question\":\"Q\"}"),
        403,
        "denied");
  }

  @Test
  void several_choices_are_counted_each() {
    JsonNode poll =
        poll(
            "{'question':'Q','kind':'several','choices':['A','B','C'],'settings':{'most':2,'abstain':true}}");
    String session = ask(poll, ",'results':'after_vote'");
    Person ada = room.student("Ada");
    long a = choice(poll, 0);
    long b = choice(poll, 1);

    assertThat(ada.canvas().get(session).json().has("people")).isFalse();
    Answer first = vote(ada, session, "{'choices':[%d,%d,%d]}".formatted(b, a, b));
    counted(first);
    counted(vote(ada, session, "{'choices':[%d,%d]}".formatted(a, b)));
    refused(vote(ada, session, "{'choices':[%d]}".formatted(a)), 409, "already_voted");
    counted(vote(room.student("Ben"), session, "{'choices':[%d]}".formatted(a)));
    counted(vote(room.student("Cem"), session, "{'abstain':true}"));

    assertThat(first.json().get("choices").toString()).isEqualTo("[%d,%d]".formatted(a, b));
    JsonNode now = ada.canvas().get(session).json();
    assertThat(now.get("kind").asText()).isEqualTo("several");
    assertThat(now.at("/settings/most").asInt()).isEqualTo(2);
    assertThat(now.get("people").asInt()).isEqualTo(3);
    assertThat(now.get("abstained").asInt()).isEqualTo(1);
    assertThat(now.get("choices").findValuesAsText("votes")).containsExactly("2", "1", "0");
    assertThat(now.get("votes").asInt()).isEqualTo(3);
    assertThat(now.get("voted").asBoolean()).isTrue();
  }

  @Test
  void ratings_tell_steps_mean_and_median() {
    JsonNode poll = poll("{'question':'Q','kind':'rating','choices':['A','B']}");
    String session = ask(poll, ",'anonymous':true");
    long a = choice(poll, 0);
    long b = choice(poll, 1);
    counted(vote(room.student("A"), session, "{'ratings':{'%d':4,'%d':1}}".formatted(a, b)));
    counted(vote(room.student("B"), session, "{'ratings':{'%d':5,'%d':1}}".formatted(a, b)));
    counted(vote(room.student("C"), session, "{'ratings':{'%d':5,'%d':2}}".formatted(a, b)));

    JsonNode first = seen(session).at("/choices/0");
    assertThat(first.get("steps").toString()).isEqualTo("[0,0,0,1,2]");
    assertThat(first.get("mean").asDouble()).isEqualTo(4.67);
    assertThat(first.get("median").asDouble()).isEqualTo(5);
    assertThat(first.get("people").asInt()).isEqualTo(3);

    String itself = ask(poll("{'question':'Q','kind':'rating','settings':{'from':0,'to':1}}"), "");
    JsonNode empty = seen(itself).get("rating");
    assertThat(empty.get("mean").isNull()).isTrue();
    counted(vote(room.student("D"), itself, "{'rating':1}"));
    assertThat(seen(itself).at("/rating/steps").toString()).isEqualTo("[0,1]");
  }

  @Test
  void rankings_tell_places_and_points() {
    JsonNode poll =
        poll("{'question':'Q','kind':'ranking','choices':['A','B','C'],'settings':{'top':2}}");
    String session = ask(poll, "");
    long a = choice(poll, 0);
    long b = choice(poll, 1);
    long c = choice(poll, 2);
    counted(vote(room.student("A"), session, "{'ranking':[%d,%d]}".formatted(b, a)));
    counted(vote(room.student("B"), session, "{'ranking':[%d,%d]}".formatted(b, c)));

    JsonNode choices = seen(session).get("choices");
    assertThat(choices.at("/1/places").toString()).isEqualTo("[2,0]");
    assertThat(choices.at("/1/points").asDouble()).isEqualTo(3);
    assertThat(choices.findValuesAsText("place")).containsExactly("2", "1", "2");
    assertThat(choices.findValuesAsText("unranked")).containsExactly("1", "0", "1");
  }

  @Test
  void numbers_tell_how_they_are_spread() {
    String session =
        ask(
            poll(
                "{'question':'Q','kind':'number','settings':{'decimals':2,'most':100,'unit':'kg'}}"),
            "");
    Person ada = room.student("Ada");
    Answer first = vote(ada, session, "{'number':1.005}");
    counted(first);
    assertThat(first.json().get("number").asText()).isEqualTo("1.01");
    counted(vote(ada, session, "{'number':1.01}"));
    counted(vote(ada, session, "{'number':1.0090}"));
    refused(vote(ada, session, "{'number':1}"), 409, "already_voted");
    counted(vote(room.student("B"), session, "{'number':2}"));
    counted(vote(room.student("C"), session, "{'number':4e0}"));

    JsonNode number = seen(session).get("number");
    assertThat(number.get("least").asDouble()).isEqualTo(1.01);
    assertThat(number.get("lower_quartile").asDouble()).isEqualTo(1.51);
    assertThat(number.get("median").asInt()).isEqualTo(2);
    assertThat(number.get("upper_quartile").asInt()).isEqualTo(3);
    assertThat(number.get("mean").asDouble()).isEqualTo(2.34);
    assertThat(number.get("bins")).hasSize(3);
    assertThat(number.at("/bins/2").toString()).isEqualTo("{\"from\":4,\"to\":4,\"people\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                       | 400 | bad_request",
        "[]                       | 400 | bad_request",
        "{'choice':'x'}           | 400 | bad_request",
        "{'more':1}               | 400 | bad_request",
        "{'choice':1}             | 422 | invalid_answer",
        "{'choices':'x'}          | 422 | invalid_answer",
        "{'choices':[1.5]}        | 422 | invalid_answer",
        "{'choices':[-1]}         | 422 | unknown_choice",
        "{'choices':[]}           | 422 | invalid_answer",
        "{'abstain':false}        | 422 | invalid_answer",
        "{'abstain':true}         | 422 | invalid_answer",
        "{'abstain':true,'choices':[1]} | 422 | invalid_answer",
        "{'text':'a'}             | 422 | invalid_answer",
        "{'words':['a']}          | 422 | invalid_answer",
        "{'words':[1]}            | 422 | invalid_answer",
        "{'ratings':{'1':'x'}}    | 422 | invalid_answer",
        "{'rating':1}             | 422 | invalid_answer",
        "{'ranking':[1]}          | 422 | invalid_answer",
        "{'number':'1'}           | 422 | invalid_answer",
        "{'number':1e999999999}   | 422 | invalid_answer",
        "{'number':1e99999999999} | 400 | bad_request"
      })
  void what_is_no_answer_is_told(String body, int status, String code) {
    JsonNode poll = poll("{'question':'Q','kind':'several','choices':['A','B']}");
    String session = ask(poll, "");
    refused(vote(room.student("Ada"), session, body), status, code);
    assertThat(seen(session).get("people").asInt()).isZero();
  }

  /// Bodies that are no answer to any of the questions below, where nobody may abstain.
  private static List<String> hostile() {
    List<String> values =
        List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "[[]]",
            "[null]",
            "{\"1\":null}",
            "[1e400]",
            "9".repeat(400));
    List<String> bodies =
        new ArrayList<>(
            List.of(
                "",
                "{",
                "[]",
                "null",
                "5",
                "{}",
                "{} {}",
                "{\"abstain\":1}",
                "{\"text\":\"\\u202e\"}",
                "{\"text\":\"\\u0000\"}",
                "{\"text\":\"\\ud800\"}",
                "{\"text\":\"" + "x".repeat(501) + "\"}",
                "{\"words\":[\"\\u0007\"]}",
                "{\"words\":[\"" + "x".repeat(61) + "\"]}",
                "{\"choices\":[9223372036854775807,9223372036854775808]}",
                "{\"ratings\":{\"__proto__\":1}}",
                "{\"ranking\":[1,1]}",
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)));
    for (String member :
        List.of(
            "choice", "choices", "ratings", "rating", "ranking", "number", "words", "text",
            "abstain")) {
      values.forEach(value -> bodies.add("{\"" + member + "\":" + value + "}"));
    }
    return bodies;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'question':'Q','kind':'single','choices':['A','B']} | {'choice':%1$d}",
        "{'question':'Q','kind':'several','choices':['A','B']} | {'choices':[%1$d,%2$d]}",
        "{'question':'Q','kind':'rating','choices':['A','B']} | {'ratings':{'%1$d':1,'%2$d':5}}",
        "{'question':'Q','kind':'rating'} | {'rating':3}",
        "{'question':'Q','kind':'ranking','choices':['A','B']} | {'ranking':[%2$d,%1$d]}",
        "{'question':'Q','kind':'number'} | {'number':42}",
        "{'question':'Q','kind':'words'} | {'words':['a']}",
        "{'question':'Q','kind':'text'} | {'text':'a'}"
      })
  void what_no_client_should_send_is_refused_in_every_state_and_stores_nothing(
      String asked, String good) {
    JsonNode poll = poll(asked);
    Person ada = room.student("Ada");
    String answer = good.formatted(choice(poll, 0), choice(poll, 1));
    List<String> sessions = new ArrayList<>();
    for (String more : List.of(",'results':'public'", ",'results':'public','anonymous':true")) {
      String waiting = "{'course':%d%s}".formatted(room.course(), more).replace('\'', '"');
      sessions.add(
          "/live/sessions/"
              + host.postJson("/live/polls/" + poll.get("id").asLong() + "/sessions", waiting)
                  .json()
                  .get("session")
                  .asLong());
      sessions.add(ask(poll, more));
      sessions.add(ask(poll, more));
      counted(vote(ada, sessions.getLast(), answer));
      sessions.add(ask(poll, more));
      counted(vote(ada, sessions.getLast(), answer));
      patch(sessions.getLast(), "{'open':false}");
      sessions.add(ask(poll, more));
      patch(sessions.getLast(), "{'open':false}");
      patch(sessions.getLast(), "{'correct':true}");
    }
    List<JsonNode> before = sessions.stream().map(this::seen).toList();

    List<String> bodies = hostile();
    for (int i = 0; i < bodies.size(); i++) {
      String session = sessions.get(i % sessions.size());
      Answer refused = ada.canvas().putJson(session + "/vote", bodies.get(i));
      assertThat(refused.status()).as("%s %s", session, bodies.get(i)).isBetween(400, 499);
      assertThat(refused.json().get("code").asText()).as(bodies.get(i)).isNotEmpty();
    }
    assertThat(sessions.stream().map(this::seen).toList()).isEqualTo(before);
  }

  @Test
  void hosts_say_who_sees_what_was_written() {
    JsonNode poll = poll("{'question':'Q','kind':'words'}");
    String session = ask(poll, ",'anonymous':true,'results':'public'");
    Person ada = room.student("Ada");
    counted(vote(ada, session, "{'words':['C++',' slow ']}"));
    counted(vote(room.student("Ben"), session, "{'words':['SLOW','slow']}"));

    JsonNode all = ada.canvas().get(session).json();
    assertThat(all.get("words").toString())
        .isEqualTo("[{\"text\":\"SLOW\",\"people\":2},{\"text\":\"C++\",\"people\":1}]");
    JsonNode slow = seen(session).at("/words/0");
    assertThat(slow.get("state").asText()).isEqualTo("shown");
    String entry = session + "/entries/" + slow.get("id").asLong();
    try (Events events = Events.of(ada.canvas(), session + "/events")) {
      events.next("snapshot");
      Answer hidden = patch(entry, "{'state':'hidden'}");
      assertThat(hidden.status()).isEqualTo(200);
      assertThat(hidden.json().get("state").asText()).isEqualTo("hidden");
      assertThat(hidden.json().get("people").asInt()).isEqualTo(2);
      events.snapshotWith("\"different\":1");
    }
    JsonNode left = ada.canvas().get(session).json();
    assertThat(left.get("words").findValuesAsText("text")).containsExactly("C++");
    assertThat(left.get("people").asInt()).isEqualTo(2);
    assertThat(seen(session).get("words").findValuesAsText("state"))
        .containsExactly("hidden", "shown");
    assertThat(patch(entry, "{'state':'shown'}").status()).isEqualTo(200);
    assertThat(ada.canvas().get(session).json().get("words")).hasSize(2);
    assertThat(patch(entry, "{'state':'shown','large':true}").json().get("large").asBoolean())
        .isTrue();
    assertThat(ada.canvas().get(session).json().at("/words/0").toString())
        .isEqualTo("{\"text\":\"SLOW\",\"people\":2,\"large\":true}");
    assertThat(seen(session).at("/words/0/state").asText()).isEqualTo("shown");
    refused(patch(entry, "{'state':'hidden','large':true}"), 422, "invalid");
    refused(patch(entry, "{'state':'shown','large':1}"), 422, "invalid");
    refused(patch(entry, "{'state':'pending'}"), 422, "invalid");
    refused(patch(session + "/entries/1", "{'state':'hidden'}"), 404, "not_found");
    refused(
        ada.canvas().send("PATCH", entry, "application/json", "{\"state\":\"hidden\"}"),
        403,
        "denied");
  }

  @Test
  void a_blocked_word_hides_and_what_waits_is_seen_by_hosts_only() {
    String blocked = "/live/rooms/" + room.course() + "/blocked";
    assertThat(host.putJson(blocked, "{\"words\":[\" Öde \"]}").status()).isEqualTo(204);
    assertThat(host.get(blocked).body()).isEqualTo("{\"words\":[\"Öde\"]}");
    refused(host.putJson(blocked, "{\"words\":[\"\"]}"), 422, "invalid");
    refused(room.student("Cem").canvas().get(blocked), 403, "denied");
    String session =
        ask(
            poll("{'question':'Q','kind':'text','settings':{'approve':true}}"),
            ",'results':'public'");
    Person ada = room.student("Ada");
    counted(vote(ada, session, "{'text':'wie  öde'}"));
    counted(vote(room.student("Ben"), session, "{'text':'Blöde Frage'}"));

    JsonNode shown = ada.canvas().get(session).json();
    assertThat(shown.get("texts")).isEmpty();
    assertThat(shown.get("different").asInt()).isZero();
    assertThat(shown.get("people").asInt()).isEqualTo(2);
    JsonNode waiting = seen(session).get("texts");
    assertThat(waiting.findValuesAsText("state")).containsExactlyInAnyOrder("hidden", "pending");
    for (JsonNode each : waiting) {
      patch(session + "/entries/" + each.get("id").asLong(), "{'state':'shown'}");
    }
    assertThat(ada.canvas().get(session).json().get("texts").findValuesAsText("text"))
        .containsExactly("Blöde Frage", "wie öde");
  }

  @Test
  void what_was_answered_keeps_its_meaning() {
    JsonNode poll = poll("{'question':'Q','kind':'several','choices':['A','B','C']}");
    String path = "/live/polls/" + poll.get("id").asLong();
    String session = ask(poll, "");
    long a = choice(poll, 0);
    long b = choice(poll, 1);
    long c = choice(poll, 2);
    counted(vote(room.student("A"), session, "{'choices':[%d,%d]}".formatted(a, b)));
    String whole = "{\"question\":\"Q\",\"kind\":\"%s\",\"choices\":[%s],\"settings\":{%s}}";
    String kept = "{\"id\":%d,\"text\":\"B\"},{\"id\":%d,\"text\":\"C!\",\"correct\":true},\"D\"";

    refused(
        host.putJson(path, whole.formatted("single", kept.formatted(b, c), "")), 409, "has_votes");
    refused(
        host.putJson(path, whole.formatted("several", kept.formatted(b, c), "\"most\":1")),
        409,
        "has_votes");
    refused(
        host.putJson(path, whole.formatted("several", kept.formatted(b, 1), "")), 422, "invalid");
    Answer replaced = host.putJson(path, whole.formatted("several", kept.formatted(b, c), ""));

    assertThat(replaced.status()).as(replaced.body()).isEqualTo(200);
    assertThat(replaced.json().get("choices").findValuesAsText("text"))
        .containsExactly("B", "C!", "D");
    assertThat(replaced.json().at("/choices/0/id").asLong()).isEqualTo(b);
    assertThat(replaced.json().at("/choices/1/correct").asBoolean()).isTrue();
    JsonNode now = seen(session);
    assertThat(now.get("choices").findValuesAsText("votes")).containsExactly("1", "0", "0");
    assertThat(now.get("people").asInt()).isEqualTo(1);
    assertThat(now.at("/choices/1/was").toString()).isEqualTo("[\"C\"]");
    assertThat(host.get(session + "/results").json().at("/rows/0/answer/choices").toString())
        .isEqualTo("[" + b + "]");
  }

  @Test
  void an_answer_is_changed_where_that_may_be() {
    JsonNode poll = poll("{'question':'Q','kind':'text'}");
    String session = ask(poll, ",'changeable':true");
    Person ada = room.student("Ada");
    counted(vote(ada, session, "{'text':'one'}"));
    Answer changed = vote(ada, session, "{'text':'two'}");
    counted(changed);
    assertThat(changed.json().get("changed").asBoolean()).isTrue();
    assertThat(seen(session).get("texts").findValuesAsText("text")).containsExactly("two");
    refused(patch(session, "{'changeable':false}"), 409, "has_votes");
  }

  @Test
  void what_is_right_is_told_when_the_host_says_so() {
    JsonNode number =
        poll(
            "{'question':'Q','kind':'number','settings':{'correct':42.5,'tolerance':0.5,'decimals':1}}");
    JsonNode ranking =
        poll("{'question':'Q','kind':'ranking','choices':['A','B'],'settings':{'correct':true}}");
    Person ada = room.student("Ada");
    for (JsonNode poll : List.of(number, ranking)) {
      String session = ask(poll, ",'results':'public'");
      assertThat(host.get(session).body()).doesNotContain("correct").doesNotContain("tolerance");
      patch(session, "{'open':false}");
      patch(session, "{'correct':true}");
      JsonNode told = ada.canvas().get(session).json();
      assertThat(told.at("/settings/correct")).isEqualTo(poll.at("/settings/correct"));
      assertThat(told.at("/choices/0").has("correct")).isFalse();
    }
  }

  @Test
  void results_are_read_by_hosts_row_by_row_or_bucket_by_bucket() {
    JsonNode poll = poll("{'question':'Q','kind':'ranking','choices':['A','B']}");
    long a = choice(poll, 0);
    long b = choice(poll, 1);
    String named = ask(poll, "");
    String anonymous = ask(poll, ",'anonymous':true");
    Person ada = room.student("Ada");
    for (String session : List.of(named, anonymous)) {
      counted(vote(ada, session, "{'ranking':[%d,%d]}".formatted(b, a)));
      refused(ada.canvas().get(session + "/results"), 403, "denied");
    }

    JsonNode rows = host.get(named + "/results").json();
    assertThat(rows.get("kind").asText()).isEqualTo("ranking");
    assertThat(rows.get("rows")).hasSize(1);
    assertThat(rows.at("/rows/0/voter/id").asLong()).isEqualTo(ada.id());
    assertThat(rows.at("/rows/0/answer").toString())
        .isEqualTo("{\"ranking\":[%d,%d]}".formatted(b, a));
    assertThat(rows.at("/rows/0").has("at")).isTrue();
    assertThat(rows.has("next_after")).isFalse();
    Person ben = room.student("Ben");
    counted(vote(ben, named, "{'ranking':[%d,%d]}".formatted(a, b)));
    JsonNode page = host.get(named + "/results?limit=1").json();
    assertThat(page.get("rows")).hasSize(1);
    assertThat(page.get("next_after").asLong()).isEqualTo(ada.id());
    JsonNode rest = host.get(named + "/results?limit=1&after=" + ada.id()).json();
    assertThat(rest.at("/rows/0/voter/id").asLong()).isEqualTo(ben.id());
    assertThat(rest.has("next_after")).isFalse();
    for (String each : List.of("0", "1001", "x", "-1", "99999999999")) {
      refused(host.get(named + "/results?limit=" + each), 422, "invalid");
    }
    JsonNode buckets = host.get(anonymous + "/results").json();
    assertThat(buckets.has("rows")).isFalse();
    assertThat(buckets.get("buckets").toString())
        .isEqualTo(
            ("[{'choice':%1$d,'place':1,'people':0},{'choice':%1$d,'place':2,'people':1},"
                    + "{'choice':%2$d,'place':1,'people':1},{'choice':%2$d,'place':2,'people':0}]")
                .formatted(a, b)
                .replace('\'', '"'));
  }

  @Test
  void a_room_has_its_polls_in_its_order_and_a_host_those_never_asked() {
    JsonNode first = poll("{'question':'1','kind':'text'}");
    JsonNode second = poll("{'question':'2','choices':['A']}");
    JsonNode never = poll("{'question':'3','kind':'number'}");
    String ofFirst = ask(first, "");
    String ofSecond = ask(second, "");
    String again = ask(first, "");

    JsonNode polls = host.get("/live/rooms/" + room.course() + "/polls").json().get("polls");
    assertThat(polls.findValuesAsText("question")).containsExactly("1", "2", "3");
    assertThat(polls.at("/0/sessions").toString())
        .isEqualTo("[%s,%s]".formatted(ofFirst.substring(15), again.substring(15)));
    assertThat(polls.at("/2/id")).isEqualTo(never.get("id"));
    assertThat(polls.at("/2/sessions")).isEmpty();
    assertThat(polls.at("/0/kind").asText()).isEqualTo("text");

    assertThat(host.delete(ofSecond).status()).isEqualTo(204);
    refused(host.get(ofSecond), 404, "not_found");
    assertThat(host.delete("/live/polls/" + first.get("id").asLong()).status()).isEqualTo(204);
    refused(host.get(ofFirst), 404, "not_found");
    refused(host.get("/live/polls/" + first.get("id").asLong()), 404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "several"})
  void other_kinds_are_not_there_on_the_canvas_wire(String kind) {
    JsonNode poll =
        poll(
            "{'question':'Q','kind':'%s','choices':%s}"
                .formatted(kind, kind.equals("several") ? "['A']" : "[]"));
    String session = ask(poll, "");
    long id = poll.get("id").asLong();
    long asked = Long.parseLong(session.substring("/live/sessions/".length()));
    String path = "/api/v1/polls/" + id;
    Canvas ada = room.student("Ada").canvas();
    Map<String, Integer> statuses =
        Map.of(
            path,
            404,
            path + "/poll_choices",
            404,
            path + "/poll_sessions",
            404,
            path + "/poll_sessions/" + asked,
            404,
            path + "/poll_sessions/" + asked + "/open",
            404);
    statuses.forEach(
        (each, status) -> assertThat(host.get(each).status()).as(each).isEqualTo(status));
    assertThat(
            ada.post(
                    path + "/poll_sessions/" + asked + "/poll_submissions",
                    "poll_submissions[][poll_choice_id]",
                    "1")
                .status())
        .isEqualTo(404);
    assertThat(host.delete(path).status()).isEqualTo(404);
    assertThat(host.get("/api/v1/polls").json().get("polls").findValuesAsText("id"))
        .doesNotContain(Long.toString(id));
    for (String list : List.of("opened", "closed")) {
      assertThat(
              ada.get("/api/v1/poll_sessions/" + list)
                  .json()
                  .get("poll_sessions")
                  .findValuesAsText("id"))
          .doesNotContain(Long.toString(asked));
    }
  }

  @Test
  void an_abstention_of_a_single_choice_is_a_vote_on_the_canvas_wire_for_no_choice() {
    JsonNode poll = poll("{'question':'Q','choices':['A'],'settings':{'abstain':true}}");
    String session = ask(poll, "");
    Person ada = room.student("Ada");
    counted(vote(ada, session, "{'abstain':true}"));
    long asked = Long.parseLong(session.substring("/live/sessions/".length()));
    String canvas = "/api/v1/polls/" + poll.get("id").asLong() + "/poll_sessions/" + asked;

    assertThat(seen(session).get("people").asInt()).isEqualTo(1);
    assertThat(seen(session).get("votes").asInt()).isZero();
    JsonNode there = host.get(canvas).json().at("/poll_sessions/0");
    assertThat(there.get("results").toString()).isEqualTo("{\"%d\":0}".formatted(choice(poll, 0)));
    Answer taken =
        ada.canvas()
            .post(
                canvas + "/poll_submissions",
                "poll_submissions[][poll_choice_id]",
                Long.toString(choice(poll, 0)));
    assertThat(taken.status()).isEqualTo(400);
    assertThat(taken.body()).contains("taken");
  }
}
