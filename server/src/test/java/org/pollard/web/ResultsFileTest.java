package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "\n=1+1",
        "\r\n=1",
        "\t=1",
        " =1+1",
        "\u3000=1",
        "\nharmless"
      })
  void what_a_spreadsheet_could_take_for_a_formula_begins_with_an_apostrophe(String cell) {
    assertThat(ResultsFile.quoted(cell)).isEqualTo("\"'" + cell + "\"");
  }

  @Test
  void every_other_cell_is_quoted_and_nothing_else() {
    assertThat(ResultsFile.quoted("")).isEqualTo("\"\"");
    assertThat(ResultsFile.quoted("Yes = \"no\", 3")).isEqualTo("\"Yes = \"\"no\"\", 3\"");
    assertThat(ResultsFile.quoted("two\nlines")).isEqualTo("\"two\nlines\"");
  }

  @Test
  void a_text_that_looks_like_an_escape_of_a_sheet_stays_what_it_is() {
    assertThat(ResultsFile.literal("_x0041_")).isEqualTo("_x005F_x0041_");
    assertThat(ResultsFile.literal("a_x000D_x000A_b")).isEqualTo("a_x005F_x000D_x005F_x000A_b");
    assertThat(ResultsFile.literal("_x0041__x0042_")).isEqualTo("_x005F_x0041__x005F_x0042_");
    assertThat(ResultsFile.literal("snake_case _x004_ _x00zz_ _"))
        .isEqualTo("snake_case _x004_ _x00zz_ _");
  }
}
