package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may read the metrics.
@NullMarked
class MetricsAccessTest {

  private static final String TOKEN = "sixteen-metering";
  private static final String STRANGER = "203.0.113.7";
  private static final List<String> PLAIN = List.of("Host", "Accept");

  private final MetricsAccess access = new MetricsAccess(TOKEN);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
  void a_program_on_this_machine_may(String peer) {
    assertThat(access.mayRead(peer, "localhost:8080", PLAIN, null, false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {STRANGER, "10.0.0.1", "0.0.0.0", "2001:db8::1", "localhost", ""})
  void nobody_else_may(String peer) {
    assertThat(access.mayRead(peer, "localhost:8080", PLAIN, null, false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "x-forwarded-proto",
        "X-FORWARDED-HOST",
        "Forwarded",
        "Via",
        "X-Real-IP",
        "CF-Connecting-IP",
      })
  void a_proxy_on_this_machine_speaks_for_somebody_else(String header) {
    assertThat(access.mayRead("127.0.0.1", "localhost", List.of("Host", header), null, false))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST:8080, true",
    "api.rtk.localhost:8443, true",
    "127.0.0.1:8080, true",
    "[::1]:8080, true",
    "'', true",
    ", true",
    "polls.example.org, false",
    "localhost.example.org, false",
    "127.0.0.1.example.org, false",
    "203.0.113.7:8080, false",
    "[2001:db8::1], false",
    "[::1, false",
  })
  void on_this_machine_the_server_is_called_by_a_name_of_this_machine(
      @Nullable String host, boolean may) {
    assertThat(access.mayRead("127.0.0.1", host, PLAIN, null, false)).isEqualTo(may);
  }

  @Test
  void the_token_opens_them_from_everywhere() {
    assertThat(access.mayRead(STRANGER, "polls.example.org", List.of("Via"), TOKEN, false))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sixteen-meterinG", "sixteen-metering0", "sixteen-meterin"})
  void another_token_opens_nothing(String wrong) {
    assertThat(access.mayRead(STRANGER, "polls.example.org", PLAIN, wrong, false)).isFalse();
  }

  @Test
  void without_a_token_of_their_own_none_opens_them() {
    assertThat(new MetricsAccess(null).mayRead(STRANGER, null, PLAIN, "null", false)).isFalse();
  }

  @Test
  void the_administrator_may_from_everywhere() {
    assertThat(access.mayRead(STRANGER, "polls.example.org", PLAIN, "the admin's", true)).isTrue();
  }

  @Test
  void what_is_said_about_it_never_holds_the_token() {
    assertThat(access.toString()).doesNotContain(TOKEN);
  }
}
