package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/v1/polls/1/",
        "/api/v1/polls.json",
        "/j/K7M4-QX",
        "/a/%20b",
        "/a/1%00",
        "/a/%C3%A4",
        "/a/b..c/.well-known",
        "/a/it's~(ok)!*,=:@&+$"
      })
  void one_spelling_is_normal(String path) {
    assertThat(NormalPath.is(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "client/v4",
        "//client/v4/accounts",
        "/client//v4",
        "/api/v1/polls//",
        "/./client",
        "/x/../client",
        "/client/..",
        "/client/.",
        "/a/..;/b",
        "/api;a=b/v1",
        "/%63lient/v4",
        "/a/%2E%2e/b",
        "/a%2fb",
        "/a%5Cb",
        "/a\\b",
        "/a%3Bb",
        "/a%zz",
        "/a%4",
        "/a%",
        "/a b",
        "/\u00e4"
      })
  void every_other_spelling_is_not(String path) {
    assertThat(NormalPath.is(path)).isFalse();
  }
}
