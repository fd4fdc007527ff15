package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretsTest {

  @Test
  void passwords_for_people_differ_and_hold_no_letters_that_look_alike() {
    Secrets secrets = new Secrets();

    List<String> made = Stream.generate(secrets::password).limit(1_000).toList();

    assertThat(made).doesNotHaveDuplicates().allMatch(each -> each.matches("[a-hjkmnp-z2-9]{12}"));
  }
}
