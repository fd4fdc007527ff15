package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pollard.people.PasswordRule.Fault;

class PasswordRuleTest {

  private final PasswordRule rule = PasswordRule.read();

  @Test
  void a_password_has_a_length_in_characters() {
    assertThat(rule.fault("k7 qWx2", null)).contains(Fault.TOO_SHORT);
    assertThat(rule.fault("k7 qWx2v", null)).isEmpty();
    assertThat(rule.fault("🐎🔋📎🔑", null)).contains(Fault.TOO_SHORT);
    assertThat(rule.fault("k7 q".repeat(63) + "abc", null)).isEmpty();
    assertThat(rule.fault("k7 q".repeat(64), null)).contains(Fault.TOO_LONG);
  }

  @Test
  void no_rule_says_what_a_password_is_made_of() {
    for (String fine :
        List.of("correct horse battery staple", "zwölf boxkämpfer", "kmxrtwqz", "9071 5526 384")) {
      assertThat(rule.fault(fine, "ada")).as(fine).isEmpty();
    }
  }

  @Test
  void what_everybody_tries_first_is_refused_however_it_is_written() {
    for (String common :
        List.of(
            "password",
            "PassWord",
            "password1!",
            "P@ssw0rd",
            "P@55w0rd123",
            "12345678",
            "87654321",
            "qwertzuiop",
            "1q2w3e4r5t",
            "aaaaaaaaaa",
            "abababababab",
            "Sommer2026!",
            "willkommen",
            "iloveyou22",
            "sunshine007",
            "ｐａｓｓｗｏｒｄ")) {
      assertThat(rule.fault(common, null)).as(common).contains(Fault.COMMON);
    }
  }

  @Test
  void nobody_is_called_as_they_sign_in() {
    assertThat(rule.fault("Ada.Lovelace", "ada.lovelace")).contains(Fault.COMMON);
    assertThat(rule.fault("ada.lovelace12", "Ada.Lovelace")).contains(Fault.COMMON);
    assertThat(rule.fault("ada.lovelace.engine", "Ada.Lovelace")).isEmpty();
  }

  @Test
  void nor_by_a_user_name_that_ends_in_digits_itself_with_some_more_behind() {
    for (String near : List.of("t8796416", "t87964161", "T8796416!", "t8796416#123", "t8796417")) {
      assertThat(rule.fault(near, "t8796416")).as(near).contains(Fault.COMMON);
    }
    assertThat(rule.fault("871964162!", "871964162")).contains(Fault.COMMON);
    for (String fine : List.of("t8796416-rings", "t879641612345", "rings-t8796416")) {
      assertThat(rule.fault(fine, "t8796416")).as(fine).isEmpty();
    }
  }
}
