package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final Route POLLS = Route.open("GET", "/polls");
  private static final Route POLL = Route.open("GET", "/polls/{id}");
  private static final Route DELETE = Route.open("DELETE", "/polls/{id}");
  private static final Route OPENED = Route.open("GET", "/polls/opened");
  private static final Route CHOICE = Route.open("GET", "/polls/{id}/choices/{choice}");
  private static final Route FILES = Route.open("GET", "/files/**");

  private static final Route EVENTS = Route.open("GET", "/events").noHead();

  private final Routes routes =
      new Routes(List.of(POLLS, POLL, DELETE, OPENED, CHOICE, FILES, EVENTS));

  @Test
  void a_variable_stands_for_one_segment() {
    assertThat(routes.find("GET", "/polls/7"))
        .isEqualTo(new Routes.Found.Known(POLL, List.of("7")));
    assertThat(routes.find("GET", "/polls/7/choices/8"))
        .isEqualTo(new Routes.Found.Known(CHOICE, List.of("7", "8")));
    assertThat(routes.find("GET", "/polls/7/choices")).isEqualTo(new Routes.Found.Nothing());
  }

  @Test
  void a_literal_goes_before_a_variable_and_gives_way_where_it_leads_nowhere() {
    assertThat(routes.find("GET", "/polls/opened"))
        .isEqualTo(new Routes.Found.Known(OPENED, List.of()));
    assertThat(routes.find("GET", "/polls/opened/choices/8"))
        .isEqualTo(new Routes.Found.Known(CHOICE, List.of("opened", "8")));
  }

  @Test
  void the_rest_stands_for_any_number() {
    assertThat(routes.find("GET", "/files/a/b"))
        .isEqualTo(new Routes.Found.Known(FILES, List.of()));
    assertThat(routes.find("GET", "/files")).isEqualTo(new Routes.Found.Known(FILES, List.of()));
  }

  @Test
  void head_is_answered_as_get_and_other_methods_are_named() {
    assertThat(routes.find("HEAD", "/polls")).isEqualTo(new Routes.Found.Known(POLLS, List.of()));
    assertThat(routes.find("HEAD", "/events"))
        .as("to be asked is to take part")
        .isEqualTo(new Routes.Found.OtherMethod(List.of("GET")));
    assertThat(routes.find("PUT", "/polls/7"))
        .isEqualTo(new Routes.Found.OtherMethod(List.of("DELETE", "GET")));
  }

  @Test
  void the_same_twice_is_a_mistake() {
    assertThatThrownBy(() -> new Routes(List.of(POLL, Route.open("GET", "/polls/{other}"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
