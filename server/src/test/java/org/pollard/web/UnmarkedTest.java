package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmarkedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Which is **not** *right*?          | Which is not right?
          a ***very*** odd thing             | a ***very*** odd thing
          5*3*2 and 2 * 3 * 4                | 5*3*2 and 2 * 3 * 4
          $5 and $10                         | $5 and $10
          What is $x^2$ for $x = 3$?         | What is x² for x = 3?
          $$\\frac{1}{2} + \\sqrt{x+1}$$     | 1/2 + √(x+1)
          $x_{10} \\leq \\alpha$             | x_10 ≤ α
          Run `ls -l *`, then ``a`b``        | Run ls -l *, then a`b
          \\*not\\* marked and \\$1          | *not* marked and $1
          **bold with *both* in it**         | bold with both in it
          Ärger*n* und *Öl*                  | Ärger*n* und Öl
          """)
  void it_says_what_is_marked_without_the_marks(String written, String plain) {
    assertThat(Unmarked.of(written)).isEqualTo(plain);
  }

  @Test
  void a_block_of_code_stays_its_lines() {
    assertThat(Unmarked.of("What prints\n```java\nint *a = b;\n```\nhere?"))
        .isEqualTo("What prints\nint *a = b;\nhere?");
  }

  @Test
  void what_looks_like_marks_and_has_no_end_takes_no_time_to_speak_of() {
    for (String each : new String[] {"**a", "*a ", "`", "$a", "$$a", "\\{", "```\n"}) {
      String text = each.repeat(4_000 / each.length());
      assertThat(Unmarked.of(text)).isNotNull();
    }
    String longer = "**a**".repeat(100_000);
    assertThat(Unmarked.of(longer)).isEqualTo(longer);
  }
}
