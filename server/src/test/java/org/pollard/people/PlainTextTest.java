package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.CpuTime;

class PlainTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada Lovelace",
        "Ürün Žižek",
        "שלום",
        "\u200Fאבג\u200E",
        "مرحبا",
        "名前",
        "👩🏽‍🔬",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "x\u0301",
        "5 ≥ 3"
      })
  void what_people_write_can_be_a_name_and_is_seen(String name) {
    assertThat(PlainText.isLine(name)).isTrue();
    assertThat(PlainText.isText(name)).isTrue();
    assertThat(PlainText.looksEmpty(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\0",
        "a\u0007",
        "a\u001B[2J",
        "a\u007F",
        "a\u0085",
        "a\u009B",
        "a\u202Ecod.exe",
        "a\u202A",
        "a\u2066b\u2069",
        "a\u2067",
        "a\uD800",
        "\uDC00a",
        "a\uFFFE",
        "a\uFFFF",
        "\uFDD0"
      })
  void what_is_not_seen_or_changes_what_is_seen_is_refused_everywhere(String text) {
    assertThat(PlainText.isLine(text)).isFalse();
    assertThat(PlainText.isText(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb", "a\u2028b", "a\u2029b"})
  void texts_keep_line_breaks_and_tabs_and_names_have_none(String text) {
    assertThat(PlainText.isText(text)).isTrue();
    assertThat(PlainText.isLine(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00A0\u3000",
        "\u200B",
        "\u200B\u200D \uFEFF",
        "\u2060",
        "\u00AD",
        "\u3164",
        "\u115F\u1160",
        "\u2800",
        "\uFE0F",
        "\u034F",
        "\u061C\u200E",
        "\uFFA0",
        "\n\t"
      })
  void what_nobody_sees_looks_empty(String text) {
    assertThat(PlainText.looksEmpty(text)).isTrue();
  }

  @Test
  void what_somebody_is_known_by_has_nothing_that_nobody_sees() {
    assertThat(PlainText.isIdentifier("ada@example.org")).isTrue();
    assertThat(PlainText.isIdentifier("te\u200bss")).isFalse();
    assertThat(PlainText.isIdentifier("te\u200ess")).isFalse();
    assertThat(PlainText.looksEmpty("\u0301\ue000")).isTrue();
    assertThat(PlainText.looksEmpty("e\u0301")).isFalse();
  }

  @Test
  void a_very_long_text_is_judged_in_one_pass() {
    String invisible = "\u200B".repeat(1_000_000);

    Duration cost =
        CpuTime.of(
            () -> {
              assertThat(PlainText.looksEmpty(invisible)).isTrue();
              assertThat(PlainText.isLine(invisible)).isTrue();
            });

    assertThat(cost).isLessThan(Duration.ofSeconds(2));
  }
}
