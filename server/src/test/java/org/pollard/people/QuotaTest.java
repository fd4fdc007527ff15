package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuotaTest {

  @Test
  void the_last_one_fits_and_the_next_one_does_not() {
    assertThatCode(() -> Quota.CHOICES.check(99)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Quota.CHOICES.check(100))
        .isInstanceOf(Quota.Reached.class)
        .hasMessage("There may be at most 100 choices of one poll.");
    assertThatThrownBy(() -> Quota.CHOICES.check(50, 51)).isInstanceOf(Quota.Reached.class);
  }

  @ParameterizedTest
  @EnumSource
  void the_documentation_names_every_quota(Quota quota) throws IOException {
    String row =
        "| %s | %s |".formatted(quota.what(), String.format(Locale.ROOT, "%,d", quota.most()));

    assertThat(Files.readString(Path.of("..", "docs", "operate.md"))).contains(row);
  }
}
