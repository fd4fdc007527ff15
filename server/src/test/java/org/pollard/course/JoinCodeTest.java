package org.pollard.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class JoinCodeTest {

  @Test
  void a_code_has_six_characters_none_of_which_looks_like_another() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 1_000; i++) {
      assertThat(JoinCode.make(random))
          .matches("[A-Z0-9]{6}")
          .doesNotContainPattern("[0OQ1IL2Z5S8BUV]");
    }
  }

  @Test
  void what_people_type_is_read_in_whatever_case_and_spacing() {
    assertThat(JoinCode.typed(" ac3-4 hk ")).contains("AC34HK");
  }

  @Test
  void what_cannot_be_a_code_is_none() {
    for (String text : new String[] {"", "AC34H", "AC34HKK", "AC34H0", "AC34H\0", "ÄC34HK"}) {
      assertThat(JoinCode.typed(text)).as(text).isEmpty();
    }
  }
}
