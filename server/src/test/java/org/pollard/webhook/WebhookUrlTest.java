package org.pollard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be the address of a webhook.
@NullMarked
class WebhookUrlTest {

  private final WebhookUrl strict = new WebhookUrl(new DeliveryNetwork(false));
  private final WebhookUrl open = new WebhookUrl(new DeliveryNetwork(true));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org",
        "HTTP://example.org:8080/a/b?c=d%20e#f",
        "https://1.1.1.1/",
        "https://[2606:4700:4700::1111]:8443/hook"
      })
  void web_addresses_are_taken(String url) {
    assertThat(strict.problem(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hook",
        "//example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "https:",
        "https:///hook",
        "https://exa mple.org",
        "https://example.org/\r\nX: y",
        "https://b\u00fccher.example",
        "https://example.org:0",
        "https://example.org:65536",
        "https://user:secret@example.org"
      })
  void anything_else_is_not_even_where_private_addresses_are(String url) {
    assertThat(open.problem(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://a.localhost",
        "http://127.0.0.1",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[fd00::1]/"
      })
  void this_machine_and_its_neighbours_are_the_operators_to_open(String url) {
    assertThat(strict.problem(url)).hasValueSatisfying(each -> assertThat(each).contains("public"));
    assertThat(open.problem(url)).isEmpty();
  }

  @Test
  void an_address_without_end_is_none() {
    assertThat(open.problem("https://example.org/" + "a".repeat(2_048)))
        .contains("must have at most 2048 characters.");
  }
}
