package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThisMachineTest {

  @Test
  void what_only_this_machine_understands_is_told_from_what_others_reach() {
    for (String here :
        List.of(
            "localhost",
            "localhost:8080",
            "LOCALHOST",
            "rtk.localhost:1",
            "127.0.0.1:8080",
            "127.1.2.3",
            "[::1]:8080",
            "0.0.0.0:8080")) {
      assertThat(ThisMachine.isNamedBy(here)).as(here).isTrue();
      assertThat(ThisMachine.isBaseOf("http://" + here)).as(here).isTrue();
    }
    for (String elsewhere :
        List.of(
            "192.168.1.20:8080", "polls.example.org", "localhost.example.org", "[2001:db8::1]")) {
      assertThat(ThisMachine.isNamedBy(elsewhere)).as(elsewhere).isFalse();
    }
  }
}
