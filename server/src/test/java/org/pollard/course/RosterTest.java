package org.pollard.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.course.Roster.Row;
import org.pollard.course.Roster.State;
import org.pollard.harness.CpuTime;

class RosterTest {

  private static Row fine(int line, String name, String login) {
    return new Row(line, name, login, State.FINE);
  }

  private static List<State> states(String text) {
    return Roster.of(text).rows().stream().map(Row::state).toList();
  }

  @Test
  void people_stand_one_a_line_and_by_their_addresses() {
    Roster roster =
        Roster.of(
            """
            Ada Lovelace, ada@example.org

            "Johnson, Katherine" <kj@example.org>
            <only@example.org>
            , lone@example.org
            Dorothy,
            """);

    assertThat(roster.rows())
        .containsExactly(
            fine(1, "Ada Lovelace", "ada@example.org"),
            fine(3, "Johnson, Katherine", "kj@example.org"),
            fine(4, "only@example.org", "only@example.org"),
            fine(5, "lone@example.org", "lone@example.org"),
            fine(6, "Dorothy", "Dorothy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void a_comma_in_quotes_belongs_to_the_name(String separator) {
    assertThat(
            Roster.of("\"Kern, Ada\"" + separator + "k@x\n\"Ruiz, Bo\"" + separator + "b@x").rows())
        .containsExactly(fine(1, "Kern, Ada", "k@x"), fine(2, "Ruiz, Bo", "b@x"));
  }

  @Test
  void a_tab_among_semicolons_parts_as_well_and_beside_one_is_a_blank() {
    assertThat(Roster.of("Ada;ada\nBen\tben\nCy;cy").rows())
        .containsExactly(fine(1, "Ada", "ada"), fine(2, "Ben", "ben"), fine(3, "Cy", "cy"));
    assertThat(Roster.of("Name;Login\nKern, Ada;\tada\nRuiz, Bo\t;bo").rows())
        .containsExactly(fine(2, "Kern, Ada", "ada"), fine(3, "Ruiz, Bo", "bo"));
    assertThat(Roster.of("Kern, Ada;\tada\nRuiz, Bo;\tbo").rows())
        .containsExactly(fine(1, "Kern, Ada", "ada"), fine(2, "Ruiz, Bo", "bo"));
  }

  @Test
  void what_is_apart_by_semicolons_or_tabs_may_hold_commas() {
    assertThat(Roster.of("Kern, Ada; ada\nRuiz, Bo ; bo").rows())
        .containsExactly(fine(1, "Kern, Ada", "ada"), fine(2, "Ruiz, Bo", "bo"));
    assertThat(Roster.of("Kern, Ada\tada\r\nRuiz, Bo\tbo\r\n\t\r\n").rows())
        .containsExactly(fine(1, "Kern, Ada", "ada"), fine(2, "Ruiz, Bo", "bo"));
  }

  @Test
  void a_first_line_names_the_columns_in_whatever_order() {
    assertThat(
            Roster.of("\uFEFFNachname;Vorname;Klasse;E-Mail-Adresse\r\nKern;Ada;7b;ada@x\r\n")
                .rows())
        .containsExactly(fine(2, "Ada Kern", "ada@x"));
    assertThat(Roster.of("User name\tFull name\nada\tAda Kern").rows())
        .containsExactly(fine(2, "Ada Kern", "ada"));
    assertThat(Roster.of("Student,ID,SIS Login ID,Section\n\"Kern, Ada\",7,ada,A").rows())
        .containsExactly(fine(2, "Kern, Ada", "ada"));
    assertThat(Roster.of("Name\nAda\nBo").rows())
        .containsExactly(fine(2, "Ada", "Ada"), fine(3, "Bo", "Bo"));
  }

  @Test
  void without_such_a_line_addresses_are_what_people_sign_in_with() {
    assertThat(Roster.of("a@x;Ada Kern\nb@x;Bo Ruiz").rows())
        .containsExactly(fine(1, "Ada Kern", "a@x"), fine(2, "Bo Ruiz", "b@x"));
    assertThat(Roster.of("Ada\tKern\ta@x").rows()).containsExactly(fine(1, "Ada Kern", "a@x"));
  }

  @Test
  void several_columns_of_which_nobody_knows_what_they_hold_are_not_guessed() {
    assertThat(states("Kern, Ada, 7b\nRuiz, Bo, 7c")).containsOnly(State.COLUMNS);
    assertThat(states("Ada <a@x>; Bo <b@x>")).containsExactly(State.COLUMNS);
  }

  @Test
  void what_cannot_be_taken_says_why_and_is_not_cut() {
    assertThat(states("Ada, a\n" + "x".repeat(256) + ", b"))
        .containsExactly(State.FINE, State.TOO_LONG);
    assertThat(states("A\u0007da, a")).containsExactly(State.NAME);
    assertThat(states("\"Kern, Ada\"")).containsExactly(State.LOGIN);
    assertThat(states("Ada, a\n\"Bo, b\nCy, c")).containsExactly(State.FINE, State.UNREADABLE);
    assertThat(Roster.of("Ada, a\n\"Bo, b").flawed().orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void family_names_and_first_names_are_no_names_to_sign_in_with() {
    assertThat(Roster.of("Kern, Ben\nMüller, Ben\nvon der Au, Anna Maria\nO'Neill, Zoë").rows())
        .containsExactly(
            fine(1, "Ben Kern", "Ben Kern"),
            fine(2, "Ben Müller", "Ben Müller"),
            fine(3, "Anna Maria von der Au", "Anna Maria von der Au"),
            fine(4, "Zoë O'Neill", "Zoë O'Neill"));
    assertThat(Roster.of("Kern; Ben\nMüller; b7").rows())
        .as("one who signs in with something else")
        .containsExactly(fine(1, "Kern", "Ben"), fine(2, "Müller", "b7"));
    assertThat(Roster.of("Ada Kern, Ada").rows()).containsExactly(fine(1, "Ada Kern", "Ada"));
  }

  @Test
  void who_stands_there_twice_counts_once() {
    Roster roster = Roster.of("Ada, ada\nAda L., ADA");

    assertThat(roster.people()).containsExactly(fine(1, "Ada", "ada"));
    assertThat(roster.rows()).contains(new Row(2, "Ada L.", "ADA", State.REPEATED));
    assertThat(roster.flawed()).isEmpty();
  }

  @Test
  void blanks_of_any_kind_give_nobody() {
    assertThat(Roster.of(" \n\u00A0\n\t\n;;\uFEFF\n\u2028").rows()).isEmpty();
    assertThat(Roster.of("").rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\t", "<", ">", "<a", "a<", "\" ", "\"", ",", " ,", "\u00A0", "a ", "< ", "\n\"", ";\n"
      })
  void a_line_of_whatever_is_read_in_one_pass(String again) {
    String line = "a" + again.repeat(100_000) + "b";

    Duration cost =
        CpuTime.of(
            () -> {
              assertThat(Roster.of(line).rows()).isNotEmpty();
              assertThat(Roster.of(line + ">").rows()).isNotEmpty();
              assertThat(Roster.of(line + ", " + line + "; x").rows()).isNotEmpty();
            });

    assertThat(cost).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void numbers_before_people_go_where_they_count_through() {
    assertThat(Roster.of("1. Ada Kern\n2. Ben Müller\n3. Ada Kern").rows())
        .extracting(Roster.Row::name)
        .containsExactly("Ada Kern", "Ben Müller", "Ada Kern");
    assertThat(Roster.of("1) Ada;ada\n2) Ben;ben").rows())
        .extracting(Roster.Row::name, Roster.Row::login)
        .containsExactly(tuple("Ada", "ada"), tuple("Ben", "ben"));
    assertThat(Roster.of("1. Ada Kern\n3. Ben").rows())
        .extracting(Roster.Row::name)
        .containsExactly("1. Ada Kern", "3. Ben");
  }

  @Test
  void columns_that_are_not_used_are_named() {
    assertThat(Roster.of("Name;Login;Passwort\nAda;ada;geheim123").unread())
        .containsExactly("Passwort");
    assertThat(Roster.of("Name,Email,Class\nAda,a@x,7b").unread()).containsExactly("Class");
    assertThat(Roster.of("Name;Login\nAda;ada").unread()).isEmpty();
    assertThat(Roster.of("Ada\nBen").unread()).isEmpty();
  }
}
