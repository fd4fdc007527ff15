package org.pollard.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
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
    for (String text :
        List.of(
            " ac3-4 hk ",
            "ＡＣ３４ＨＫ",
            "AC3–4HK",
            "AC3—4HK",
            "AC3.4HK.",
            "A C 3 4 H K",
            "AC34HK\u200b",
            "„AC34HK“",
            "AC3\u00a04HK",
            "http://192.168.1.20:8080/j/AC34HK#s3cretS3cretS3cr",
            "192.168.1.20:8080/j/ac34hk",
            "https://polls.example.org/j/AC34HK?x=1",
            "See https://polls.example.org/j/AC34HK and come")) {
      assertThat(JoinCode.typed(text)).as(text).contains("AC34HK");
    }
  }

  @Test
  void what_is_too_long_to_be_anything_is_not_looked_at() {
    assertThat(JoinCode.typed("AC34HK" + " ".repeat(1_000))).isEmpty();
  }

  @Test
  void what_cannot_be_a_code_is_none() {
    for (String text : new String[] {"", "AC34H", "AC34HKK", "AC34H0", "AC34H\0", "ÄC34HK"}) {
      assertThat(JoinCode.typed(text)).as(text).isEmpty();
    }
  }
}
