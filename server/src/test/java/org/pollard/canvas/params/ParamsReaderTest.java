package org.pollard.canvas.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pollard.canvas.params.Reading.FORM;
import static org.pollard.canvas.params.Reading.JSON;
import static org.pollard.canvas.params.Reading.form;
import static org.pollard.canvas.params.Reading.json;
import static org.pollard.canvas.params.Reading.ok;
import static org.pollard.canvas.params.Reading.query;
import static org.pollard.canvas.params.Reading.read;
import static org.pollard.canvas.params.Reading.refused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsReaderTest {
  private static final byte[] NO_BODY = new byte[0];

  @Test
  void nothing_sent_gives_no_parameters() {
    assertThat(ok(ParamsReader.read(null, null, NO_BODY)).root()).isEqualTo(Fields.NONE);
    assertThat(ok(ParamsReader.read("", JSON, NO_BODY)).root()).isEqualTo(Fields.NONE);
    assertThat(json(" \n").root()).isEqualTo(Fields.NONE);
  }

  @Test
  void the_query_replaces_the_body_key_by_key_as_in_rails() {
    var params =
        ok(
            ParamsReader.read(
                "a=query&c[x]=1", FORM, "a=body&b=body&c[y]=2".getBytes(StandardCharsets.UTF_8)));

    assertThat(params.root().text("a")).contains("query");
    assertThat(params.root().text("b")).contains("body");
    assertThat(params.root().fields("c").has("y")).isFalse();
  }

  @Test
  void the_pairs_of_the_query_are_kept_in_order_and_those_of_the_body_are_not() {
    var params =
        ok(
            ParamsReader.read(
                "x=1&y%5B%5D=a+b&x=2&z", FORM, "w=1".getBytes(StandardCharsets.UTF_8)));

    assertThat(params.query())
        .containsExactly(
            new QueryPair("x", "1"),
            new QueryPair("y[]", "a b"),
            new QueryPair("x", "2"),
            new QueryPair("z", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%4g", "a%", "%-1", "%\uFF11\uFF11"})
  void an_invalid_percent_sequence_is_refused_without_its_value(String broken) {
    String raw = new String(broken.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    assertThat(refused(ParamsReader.read("question=secret" + raw, null, NO_BODY)))
        .isEqualTo("the parameter 'question' contains an invalid percent sequence");
    assertThat(refused(ParamsReader.read(raw + "=1", null, NO_BODY)))
        .isEqualTo("the name of a parameter contains an invalid percent sequence");
  }

  @Test
  void a_percent_sequence_may_end_the_text() {
    assertThat(query("a=%41").root().text("a")).contains("A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3", "%C0%80", "%ED%A0%80", "%F5%80%80%80"})
  void invalid_utf_8_is_refused(String bytes) {
    assertThat(refused(read(FORM, "question=" + bytes)))
        .isEqualTo("the parameter 'question' is not valid UTF-8");
    assertThat(refused(read(FORM, bytes + "=1"))).contains("not valid UTF-8");
  }

  @Test
  void unencoded_utf_8_is_read_in_a_body_and_in_a_query() {
    assertThat(form("a=\u20AC").root().text("a")).contains("\u20AC");
    String asOneCharAByte =
        new String("a=\u20AC".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(query(asOneCharAByte).root().text("a")).contains("\u20AC");
    assertThat(refused(ParamsReader.read("a=\u20AC", null, NO_BODY)))
        .contains("not percent-encoded");
  }

  @Test
  void nul_and_half_surrogates_are_refused() {
    assertThat(refused(read(FORM, "a=%00")))
        .isEqualTo("the parameter 'a' contains a NUL character");
    assertThat(refused(read(JSON, "{\"a\":\"\\u0000\"}"))).contains("NUL");
    assertThat(refused(read(JSON, "{\"\\u0000\":1}"))).contains("NUL");
    assertThat(refused(read(JSON, "{\"a\":\"\\ud800\"}"))).contains("half of a surrogate pair");
    assertThat(refused(read(JSON, "{\"a\":\"\\udc00\\ud800\"}"))).contains("half");
    assertThat(json("{\"a\":\"\\ud83d\\ude00\"}").root().text("a")).contains("\uD83D\uDE00");
  }

  @Test
  void too_many_parameters_are_refused() {
    assertThat(form(pairs(4096)).root().byName()).hasSize(4096);
    assertThat(refused(read(FORM, pairs(4097)))).isEqualTo("more than 4096 parameters");
    assertThat(refused(read(JSON, "[" + "1,".repeat(4096) + "1]"))).contains("more than 4096");
  }

  private static String pairs(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
  }

  @Test
  void a_reason_is_short_however_long_the_name() {
    assertThat(refused(read(FORM, "\uD83D\uDE00".repeat(10_000) + "=%")))
        .hasSizeLessThan(250)
        .contains("\uD83D\uDE00\u2026'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON; charset=utf-8", "application/vnd.api+json"})
  void json_is_known_by_its_media_type(String type) {
    assertThat(ok(read(type, "{\"a\":1}")).root().text("a")).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "", ";", "application/octet-stream", "json", "+jsonx"})
  void a_body_of_another_kind_has_no_parameters(String type) {
    assertThat(ok(read(type, "a=1")).root()).isEqualTo(Fields.NONE);
    assertThat(ok(read(null, "a=1")).root()).isEqualTo(Fields.NONE);
  }

  @Test
  void json_keeps_its_kinds_and_the_last_of_two_equal_names() {
    assertThat(json("{\"a\":[1,-2.50e3,\"x\",true,false,null,{},[]],\"b\":1,\"b\":2}").root())
        .isEqualTo(
            new Fields(
                Map.of(
                    "a",
                    new Param.Items(
                        List.of(
                            new Param.Num("1"),
                            new Param.Num("-2.50e3"),
                            new Param.Text("x"),
                            new Param.Bool(true),
                            new Param.Bool(false),
                            new Param.Nil(),
                            Fields.NONE,
                            new Param.Items(List.of()))),
                    "b",
                    new Param.Num("2"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "1", "\"x\"", "null", "true"})
  void what_is_no_object_stands_under_json(String body) {
    assertThat(json(body).root().byName()).containsOnlyKeys("_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"question\":secret}  | the JSON body is not valid JSON at line 1, column 13",
        "{\"a\":1} x            | the JSON body is not valid JSON at line 1, column 9",
        "{\"a\":1} 2            | the JSON body goes on after its end",
        "{\"a\":                | the JSON body is not valid JSON at line 1, column 6",
        "{\"a\":NaN}            | the JSON body is not valid JSON at line 1, column 9",
        "{'a':1}                | the JSON body is not valid JSON at line 1, column 2",
      })
  void invalid_json_is_refused_with_its_place_and_nothing_of_it(String body, String reason) {
    assertThat(refused(read(JSON, body))).isEqualTo(reason);
  }

  @Test
  void json_is_read_to_thirty_two_levels() {
    assertThat(json("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").root().has("a")).isFalse();
    assertThat(refused(read(JSON, "[".repeat(33) + "]".repeat(33))))
        .isEqualTo("the JSON body is nested deeper than 32 levels");
    assertThat(refused(read(JSON, "[".repeat(1_000_000)))).contains("nested deeper than 32");
    assertThat(refused(read(JSON, "{\"a\":" + "1".repeat(2000) + "}"))).contains("too long");
  }

  @Test
  void a_printed_request_shows_no_values() {
    assertThat(query("access_token=secret").toString()).doesNotContain("secret");
    assertThat(query("access_token=secret").query().toString()).doesNotContain("secret");
  }
}
