package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.canvas.params.Fields;
import org.pollard.canvas.params.Param;
import org.pollard.canvas.params.Reading;

class PagingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | 1    | 10",
        "page=3                 | 3    | 10",
        "page                   | 1    | 10",
        "page=%2B3              | 3    | 10",
        "page=003&per_page=007  | 3    | 7",
        "per_page=5&per_page=100| 1    | 100",
        "per_page=0             | 1    | 1",
        "per_page=-7            | 1    | 1",
        "per_page=101           | 1    | 100",
        "per_page=99999999999999999999999 | 1 | 100",
        "per_page=-99999999999999999999999 | 1 | 1",
        "per_page=abc           | 1    | 1",
        "per_page=5abc          | 1    | 1",
        "per_page=              | 1    | 1",
        "per_page[]=5           | 1    | 1",
        "page=2&page=4          | 4    | 10",
      })
  void page_and_size_are_read_and_clamped(String query, long page, int perPage) {
    assertThat(Paging.read(Reading.query(query).root())).contains(new Paging(page, perPage));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "abc", "", "1.5", "1e1", "-99999999999999999999", "1abc", "%D9%A1"})
  void a_page_that_cannot_be_is_not_found(String page) {
    assertThat(Paging.read(Reading.query("page=" + page).root())).isEmpty();
  }

  @Test
  void a_page_that_is_no_scalar_is_not_found() {
    assertThat(Paging.read(Reading.query("page[]=1").root())).isEmpty();
  }

  @Test
  void json_may_say_the_page_as_a_number() {
    assertThat(Paging.read(Reading.json("{\"page\":2,\"per_page\":3}").root()))
        .contains(new Paging(2, 3));
  }

  @Test
  void the_offset_counts_what_stands_before_the_page() {
    assertThat(new Paging(1, 10).offset()).isZero();
    assertThat(new Paging(3, 7).offset()).isEqualTo(14);
    assertThat(new Paging(3, 7).limit()).isEqualTo(7);
  }

  @Test
  void a_huge_page_lies_beyond_every_list_without_overflow() {
    var paging = Paging.read(Reading.query("page=" + "9".repeat(5000) + "&per_page=100").root());

    assertThat(paging.orElseThrow().offset()).isGreaterThan(Integer.MAX_VALUE).isPositive();
  }

  @Property
  void no_texts_make_it_throw(@ForAll String page, @ForAll String perPage) {
    check(page, perPage);
  }

  @Property
  void no_numbers_make_it_throw(@ForAll long page, @ForAll long perPage) {
    check(Long.toString(page), Long.toString(perPage));
  }

  private static void check(String page, String perPage) {
    var fields =
        new Fields(Map.of("page", new Param.Text(page), "per_page", new Param.Text(perPage)));

    Paging.read(fields)
        .ifPresent(
            paging -> {
              assertThat(paging.offset()).isNotNegative();
              assertThat(paging.limit()).isBetween(1, 100);
            });
  }
}
