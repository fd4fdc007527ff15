package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  private final Passwords passwords = new Passwords();

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void a_password_that_was_made_is_typed_as_it_was_shown_or_read_out() {
    String hash = passwords.hash("d22rk2eb7emw");

    assertThat(
            List.of(
                "d22rk2eb7emw",
                "d22r k2eb 7emw",
                " D22R-K2EB-7EMW ",
                "d22r\u2013k2eb\u00a07emw\u200b",
                "\uff24\uff12\uff12\uff52\u3000\uff4b\uff12\uff45\uff42\u3000\uff17\uff45\uff4d\uff57"))
        .allSatisfy(typed -> assertThat(passwords.matches(typed, hash)).as(typed).isTrue());
    assertThat(passwords.matches("d22r k2eb 7emx", hash)).isFalse();
    assertThat(passwords.matches("d22r k2eb 7em", hash)).isFalse();
  }

  @Test
  void a_password_that_somebody_chose_is_what_they_chose() {
    String looksMade = passwords.hash("Abcd-efgh-jkmn");
    assertThat(passwords.matches("Abcd-efgh-jkmn", looksMade)).isTrue();
    assertThat(passwords.matches("abcdefghjkmn", looksMade)).isFalse();
    assertThat(passwords.matches("abcd-efgh-jkmn", looksMade)).isFalse();

    String phrase = passwords.hash("four small words here");
    assertThat(passwords.matches("four small words here", phrase)).isTrue();
    assertThat(passwords.matches("foursmallwordshere", phrase)).isFalse();
    assertThat(passwords.matches("Four small words here", phrase)).isFalse();
  }
}
