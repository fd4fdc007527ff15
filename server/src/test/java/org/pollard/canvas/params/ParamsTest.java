package org.pollard.canvas.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pollard.canvas.params.Reading.form;
import static org.pollard.canvas.params.Reading.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "polls[][question]=Q",
        "polls%5B%5D%5Bquestion%5D=Q",
        "poll[][question]=Q",
        "polls[question]=Q",
        "poll[question]=Q",
        "polls[][question]=Q&polls[][question]=ignored",
        "polls[][question]=Q&poll[][question]=ignored",
        "poll[][question]=ignored&polls[][question]=Q",
        "polls=&poll[][question]=Q",
        "polls=+%09&poll[][question]=Q",
        "polls&poll[question]=Q",
      })
  void a_wrapper_is_found_in_every_form_that_clients_send(String body) {
    assertThat(form(body).wrapper("polls", "poll").orElseThrow().text("question")).contains("Q");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'polls':[{'question':'Q'}]}",
        "{'polls':{'question':'Q'}}",
        "{'poll':[{'question':'Q'},null,7]}",
        "{'poll':{'question':'Q'},'polls':[]}",
        "{'poll':{'question':'Q'},'polls':{}}",
        "{'poll':{'question':'Q'},'polls':null}",
        "{'poll':{'question':'Q'},'polls':' \\u00a0'}",
      })
  void json_wraps_like_a_form(String body) {
    var params = json(body.replace('\'', '"'));

    assertThat(params.wrapper("polls", "poll").orElseThrow().text("question")).contains("Q");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'polls':null}",
        "{'polls':''}",
        "{'polls':[]}",
        "{'polls':{}}",
        "{'polls':'Q'}",
        "{'polls':7}",
        "{'polls':false}",
        "{'polls':[null,{'question':'Q'}]}",
        "{'polls':['Q']}",
        "{'polls':[['Q']]}",
        "{'polls':['Q'],'poll':{'question':'Q'}}",
        "{'poll':[]}",
        "[{'question':'Q'}]",
      })
  void a_wrapper_without_an_object_in_front_is_missing(String body) {
    assertThat(json(body.replace('\'', '"')).wrapper("polls", "poll")).isEmpty();
  }

  @Test
  void an_array_holding_one_empty_object_is_not_missing() {
    assertThat(json("{\"polls\":[{}]}").wrapper("polls", "poll")).contains(Fields.NONE);
    assertThat(json("{\"polls\":[{}],\"poll\":{\"question\":\"Q\"}}").wrapper("polls", "poll"))
        .contains(Fields.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'false'", "false", "0", "'0'", "'f'", "'F'", "'FALSE'", "'off'", "'OFF'"})
  void the_words_for_false_are_false(String value) {
    assertThat(field(value).bool("k")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "'true'", "'no'", "'False'", "'Off'", "' 0'", "2", "'n'"})
  void every_other_value_is_true(String value) {
    assertThat(field(value).bool("k")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "' '", "'\\u3000'", "[]", "{}", "[true]"})
  void what_is_blank_or_not_a_scalar_is_not_given(String value) {
    assertThat(field(value).bool("k")).isNull();
    assertThat(field(value).isBlank("k")).isTrue();
  }

  @Test
  void json_false_and_zero_are_values_and_not_blank() {
    assertThat(field("false").isBlank("k")).isFalse();
    assertThat(field("0").isBlank("k")).isFalse();
  }

  @Test
  void null_is_given_and_what_is_not_a_scalar_is_dropped() {
    assertThat(field("null").has("k")).isTrue();
    assertThat(field("null").text("k")).isEmpty();
    assertThat(field("[1]").has("k")).isFalse();
    assertThat(field("[1]").text("k")).isEmpty();
    assertThat(field("{}").has("k")).isFalse();
    assertThat(field("1").has("other")).isFalse();
  }

  @Test
  void scalars_read_as_text() {
    assertThat(field("'x'").text("k")).contains("x");
    assertThat(field("1.50").text("k")).contains("1.50");
    assertThat(field("true").text("k")).contains("true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7               | 7",
        "'7'             | 7",
        "'007'           | 7",
        "9223372036854775807   | 9223372036854775807",
        "'9223372036854775807' | 9223372036854775807",
      })
  void ids_are_numbers_or_digits(String value, long id) {
    assertThat(field(value).id("k")).hasValue(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "'-1'",
        "'+1'",
        "1.0",
        "1e2",
        "'1 '",
        "''",
        "'x'",
        "'1x'",
        "9223372036854775808",
        "'99999999999999999999'",
        "'\\u0661'",
        "true",
        "null",
        "[1]",
        "{}",
      })
  void everything_else_is_an_unknown_id(String value) {
    assertThat(field(value).id("k")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5           | 5",
        "'5'         | 5",
        "' 5'        | 5",
        "'+5'        | 5",
        "'-5'        | -5",
        "'5th'       | 5",
        "'5.9'       | 5",
        "5.9         | 5",
        "-5.9        | -5",
        "1e3         | 1000",
        "0.5         | 0",
        "0e99        | 0",
        "1e-999999   | 0",
        "'00000000000000000005' | 5",
        "2147483647  | 2147483647",
        "-2147483648 | -2147483648",
      })
  void a_whole_number_reads_as_in_rails(String value, int number) {
    assertThat(field(value).whole("k")).isEqualTo(new Whole.Is(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2147483648",
        "-2147483649",
        "'2147483648'",
        "'99999999999999999999999999'",
        "1e10",
        "1e999999999",
        "1e99999999999999",
      })
  void a_number_beyond_32_bits_is_out_of_range(String value) {
    assertThat(field(value).whole("k")).isEqualTo(new Whole.OutOfRange());
  }

  @Test
  void what_has_no_digits_unsets_and_what_is_no_scalar_is_absent() {
    for (String value : new String[] {"null", "''", "' '", "'x'", "'-'", "true"}) {
      assertThat(field(value).whole("k")).isEqualTo(new Whole.Unset());
    }
    for (String value : new String[] {"[1]", "{}"}) {
      assertThat(field(value).whole("k")).isEqualTo(new Whole.Absent());
    }
    assertThat(field("1").whole("other")).isEqualTo(new Whole.Absent());
  }

  @Test
  void neighbouring_resources_reach_into_the_tree() {
    var root =
        form("user[name]=Ann&pseudonym[unique_id]=a%40b&token[scopes][]=x&token[scopes][]=y&offer=true")
            .root();

    assertThat(root.fields("user").text("name")).contains("Ann");
    assertThat(root.fields("pseudonym").text("unique_id")).contains("a@b");
    assertThat(root.fields("token").texts("scopes")).containsExactly("x", "y");
    assertThat(root.bool("offer")).isTrue();
    assertThat(root.fields("offer")).isEqualTo(Fields.NONE);
    assertThat(root.fields("course").text("event")).isEmpty();
  }

  @Test
  void one_text_in_place_of_an_array_is_an_array_of_one() {
    assertThat(field("'x'").texts("k")).containsExactly("x");
    assertThat(field("null").texts("k")).isEmpty();
    assertThat(field("[null,1,[2],{},'x']").texts("k")).containsExactly("1", "x");
    assertThat(field("{}").texts("k")).isEmpty();
    assertThat(field("'x'").texts("other")).isEmpty();
  }

  private static Fields field(String json) {
    return json("{\"k\":" + json.replace('\'', '"') + "}").root();
  }
}
