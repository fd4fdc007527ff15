package org.pollard.canvas.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pollard.canvas.params.Reading.form;
import static org.pollard.canvas.params.Reading.json;
import static org.pollard.canvas.params.Reading.read;
import static org.pollard.canvas.params.Reading.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NestedNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1&a=2                       | {'a':'2'}",
        "a=                            | {'a':''}",
        "a                             | {'a':null}",
        "=1                            | {}",
        "&&a=1&& b=2                   | {'a':'1','b':'2'}",
        "a=b=c                         | {'a':'b=c'}",
        "a[]=1&a[]=2                   | {'a':['1','2']}",
        "a[]                           | {'a':[null]}",
        "a[b]=1&a[c]=2                 | {'a':{'b':'1','c':'2'}}",
        "a[b][c][d]=1                  | {'a':{'b':{'c':{'d':'1'}}}}",
        "a[b]=1&a=2                    | {'a':'2'}",
        "a&a[]=1                       | {'a':['1']}",
        "a&a[b]=1                      | {'a':{'b':'1'}}",
        "a[][b]=1&a[][c]=2             | {'a':[{'b':'1','c':'2'}]}",
        "a[][b]=1&a[][b]=2             | {'a':[{'b':'1'},{'b':'2'}]}",
        "a[][b]=1&a[][c]=2&a[][b]=3    | {'a':[{'b':'1','c':'2'},{'b':'3'}]}",
        "a[]=1&a[][b]=2                | {'a':['1',{'b':'2'}]}",
        "a[][b][c]=1&a[][b][d]=2       | {'a':[{'b':{'c':'1','d':'2'}}]}",
        "a[][b][c]=1&a[][b][c]=2       | {'a':[{'b':{'c':'1'}},{'b':{'c':'2'}}]}",
        "a[][b][]=1&a[][b][]=2         | {'a':[{'b':['1','2']}]}",
        "a[][]=1&a[][]=2               | {'a':[['1'],['2']]}",
        "a[b][][c]=1&a[b][][d]=2       | {'a':{'b':[{'c':'1','d':'2'}]}}",
        "a[0][b]=1                     | {'a':{'0':{'b':'1'}}}",
        "a[=1                          | {'a[':'1'}",
        "a[b=1                         | {'a':{'[b':'1'}}",
        "a]=1                          | {'a]':'1'}",
        "[a]=1                         | {'[a]':'1'}",
        "[]=1                          | {'[]':'1'}",
        "a[b]c=1                       | {'a':{'b':{'c':'1'}}}",
        "a[][b]c=1                     | {'a':[{'b':{'c':'1'}}]}",
        "a%5B%5D%5Bb%5D=1              | {'a':[{'b':'1'}]}",
        "a+b=c+d%2B%20                 | {'a b':'c d+ '}",
        "%E2%82%AC=%e2%82%ac           | {'€':'€'}",
      })
  void names_nest_as_in_rack(String form, String tree) {
    assertThat(form(form).root()).isEqualTo(json(tree.replace('\'', '"')).root());
  }

  @Test
  void consecutive_pairs_fill_one_element_until_a_key_repeats() {
    var two = form("polls[][question]=Q&polls[][description]=D");
    assertThat(two.wrapper("polls", "poll").orElseThrow().text("description")).contains("D");

    var three = form("polls[][question]=Q&polls[][question]=R&polls[][description]=D");
    assertThat(three.wrapper("polls", "poll").orElseThrow().text("description")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=1&a[b]=2", "a=1&a[]=2", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a[b]=1&a[][c]=2"})
  void conflicting_kinds_are_refused(String form) {
    assertThat(refused(read(Reading.FORM, form))).contains("the parameter 'a[").contains("wants");
  }

  @Test
  void thirty_two_levels_are_read_and_thirty_three_refused() {
    var deepest = form("a" + "[b]".repeat(31) + "=1").root();
    Fields at = deepest.fields("a");
    for (int level = 2; level < 32; level++) {
      at = at.fields("b");
    }
    assertThat(at.text("b")).contains("1");

    assertThat(refused(read(Reading.FORM, "a" + "[b]".repeat(32) + "=1")))
        .contains("nested deeper than 32 levels");
    assertThat(refused(read(Reading.FORM, "a" + "[]".repeat(100_000) + "=1")))
        .contains("nested deeper than 32 levels")
        .hasSizeLessThan(200);
  }
}
