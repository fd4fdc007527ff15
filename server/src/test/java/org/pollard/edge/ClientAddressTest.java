package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

  private final ClientAddress plain = ClientAddress.behind(List.of());
  private final ClientAddress behind =
      ClientAddress.behind(List.of("127.0.0.1", "10.0.0.0/8", "2001:db8:ffff::/48", "::1"));

  @Test
  void without_proxies_the_header_is_nobodys_word() {
    assertThat(plain.of("192.0.2.7", List.of("198.51.100.1"))).isEqualTo("192.0.2.7");
    assertThat(plain.of("127.0.0.1", List.of("198.51.100.1"))).isEqualTo("127.0.0.1");
    assertThat(behind.of("192.0.2.7", List.of("198.51.100.1")))
        .as("who is no trusted proxy")
        .isEqualTo("192.0.2.7");
  }

  @Test
  void the_last_address_is_the_proxys_word_and_those_before_it_are_the_clients() {
    assertThat(behind.of("127.0.0.1", List.of("203.0.113.9, 198.51.100.1")))
        .isEqualTo("198.51.100.1");
    assertThat(behind.of("127.0.0.1", List.of("203.0.113.9", "203.0.113.8", "198.51.100.1")))
        .as("in headers of their own")
        .isEqualTo("198.51.100.1");
  }

  @Test
  void trusted_proxies_are_passed_from_the_right() {
    assertThat(behind.of("::1", List.of("203.0.113.9, 198.51.100.1, 10.1.2.3 ,127.0.0.1")))
        .isEqualTo("198.51.100.1");
    assertThat(behind.of("127.0.0.1", List.of("10.9.9.9")))
        .as("somebody in the network of the proxies")
        .isEqualTo("10.9.9.9");
  }

  @Test
  void what_is_no_address_ends_the_walk() {
    for (String junk : List.of("", ",", "unknown", "_hidden", "a.example", "1.2.3.4.5", "::::")) {
      assertThat(behind.of("127.0.0.1", List.of("203.0.113.9," + junk)))
          .as(junk)
          .isEqualTo("127.0.0.1");
    }
    assertThat(behind.of("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
    assertThat(behind.of(null, List.of())).isEqualTo("unknown");
  }

  @Test
  void an_ipv6_address_counts_by_its_first_64_bits() {
    assertThat(plain.of("2001:db8:1:2:3:4:5:6", List.of()))
        .isEqualTo(plain.of("2001:db8:1:2::ffff", List.of()))
        .isNotEqualTo(plain.of("2001:db8:1:3:3:4:5:6", List.of()));
    assertThat(plain.of("::ffff:192.0.2.7", List.of())).isEqualTo("192.0.2.7");
    assertThat(plain.of("fe80::1%eth0", List.of())).isEqualTo(plain.of("fe80::2", List.of()));
    assertThat(behind.of("2001:db8:ffff::5", List.of("2001:db8:9::1")))
        .isEqualTo(plain.of("2001:db8:9::", List.of()));
  }

  @Test
  void ports_are_no_part_of_an_address() {
    assertThat(behind.of("127.0.0.1", List.of("198.51.100.1:4711"))).isEqualTo("198.51.100.1");
    assertThat(behind.of("127.0.0.1", List.of("[2001:db8:9::1]:4711")))
        .isEqualTo(plain.of("2001:db8:9::1", List.of()));
  }

  @Test
  void a_network_that_cannot_be_is_nobodys() {
    ClientAddress wrong = ClientAddress.behind(List.of("10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/"));

    assertThat(wrong.of("10.0.0.1", List.of("198.51.100.1"))).isEqualTo("10.0.0.1");
  }
}
