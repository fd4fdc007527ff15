package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookiesTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # method, Sec-Fetch-Site, Origin,                    Host,              counts
          GET,      ,               ,                          polls.test,        true
          HEAD,     cross-site,     https://evil.test,         polls.test,        true
          POST,     same-origin,    https://polls.test,        inner:8080,        true
          POST,     same-site,      https://other.polls.test,  polls.test,        false
          POST,     cross-site,     https://polls.test,        polls.test,        false
          POST,     none,           ,                          polls.test,        false
          PUT,      ,               http://polls.test:8080,    polls.test:8080,   true
          PATCH,    ,               https://polls.test,        polls.test,        true
          DELETE,   ,               http://polls.test:9090,    polls.test:8080,   false
          POST,     ,               http://evil-polls.test,    polls.test,        false
          POST,     ,               null,                      polls.test,        false
          POST,     ,               ,                          polls.test,        false
          POST,     ,               http://polls.test,         ,                  false
          POST,     ,               https://polls.example,     127.0.0.1:8080,    true
          POST,     ,               http://polls.example,      127.0.0.1:8080,    false
          """)
  void cookies_count_where_a_request_reads_or_comes_from_our_own_pages(
      String method, String site, String origin, String host, boolean counts) {
    assertThat(Cookies.count(method, site, origin, host, "https://polls.example"))
        .isEqualTo(counts);
  }
}
