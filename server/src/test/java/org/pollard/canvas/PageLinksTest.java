package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.pollard.canvas.params.Params;
import org.pollard.canvas.params.QueryPair;
import org.pollard.canvas.params.Reading;

class PageLinksTest {
  private static final String POLLS = "http://host/api/v1/polls";

  @Test
  void a_middle_page_links_everywhere_in_canvas_s_order() {
    assertThat(links("page=2&per_page=10", 25).header())
        .isEqualTo(
            "<http://host/api/v1/polls?page=2&per_page=10>; rel=\"current\","
                + "<http://host/api/v1/polls?page=3&per_page=10>; rel=\"next\","
                + "<http://host/api/v1/polls?page=1&per_page=10>; rel=\"prev\","
                + "<http://host/api/v1/polls?page=1&per_page=10>; rel=\"first\","
                + "<http://host/api/v1/polls?page=3&per_page=10>; rel=\"last\"");
  }

  @Test
  void a_single_page_has_neither_next_nor_prev() {
    for (long count : new long[] {0, 1, 10}) {
      assertThat(links("", count).header())
          .isEqualTo(
              "<http://host/api/v1/polls?page=1&per_page=10>; rel=\"current\","
                  + "<http://host/api/v1/polls?page=1&per_page=10>; rel=\"first\","
                  + "<http://host/api/v1/polls?page=1&per_page=10>; rel=\"last\"");
    }
  }

  @Test
  void next_is_missing_on_the_last_page_and_prev_on_the_first() {
    assertThat(links("page=1", 11).header()).contains("\"next\"").doesNotContain("\"prev\"");
    assertThat(links("page=2", 11).header()).contains("\"prev\"").doesNotContain("\"next\"");
    assertThat(links("page=9", 11).header())
        .contains("page=8&per_page=10>; rel=\"prev\"")
        .contains("page=2&per_page=10>; rel=\"last\"")
        .doesNotContain("\"next\"");
  }

  @Test
  void other_parameters_are_carried_encoded_and_repeated_and_secrets_never() {
    String query =
        "include%5B%5D=a&access_token=secret&include[]=b+c&page=1&per_page=5&per_page=100&api_key=secret"
            + "&access%5Ftoken=secret&q=%22%3E%2C%26%E2%82%AC&flag&e=";

    assertThat(links(query, 1).header())
        .startsWith(
            "<http://host/api/v1/polls?include%5B%5D=a&include%5B%5D=b+c&q=%22%3E%2C%26%E2%82%AC&flag&e="
                + "&page=1&per_page=100>; rel=\"current\"")
        .doesNotContain("secret");
  }

  @Test
  void secrets_in_brackets_are_not_carried_either() {
    assertThat(links("access_token[]=secret&api_key[x]=secret", 1).header())
        .startsWith("<" + POLLS + "?page=1&per_page=10>;");
  }

  @Test
  void the_meta_of_json_api_holds_the_same_links_in_order() {
    Map<String, Object> meta = links("page=2&x=1", 25).meta("polls");

    assertThat(meta).containsOnlyKeys("pagination", "primaryCollection");
    assertThat(meta).containsEntry("primaryCollection", "polls");
    String stem = POLLS + "?x=1&page=";
    assertThat(String.valueOf(meta.get("pagination")).replaceAll("[{](?!page)|}$", "").split(", "))
        .containsExactly(
            "per_page=10",
            "current=" + stem + "2&per_page=10",
            "next=" + stem + "3&per_page=10",
            "prev=" + stem + "1&per_page=10",
            "first=" + stem + "1&per_page=10",
            "last=" + stem + "3&per_page=10",
            "page=2",
            "template=" + stem + "{page}&per_page=10",
            "count=25",
            "page_count=3");
  }

  @Property
  void no_pair_breaks_out_of_its_link(@ForAll String name, @ForAll String value) {
    var links = PageLinks.of(new Paging(1, 10), 1, POLLS, List.of(new QueryPair(name, value)));

    assertThat(links.header()).matches("(<[!-;=?-~]+>; rel=\"[a-z]+\",?){3}");
  }

  private static PageLinks links(String query, long count) {
    Params params = Reading.query(query);
    return PageLinks.of(Paging.read(params.root()).orElseThrow(), count, POLLS, params.query());
  }
}
