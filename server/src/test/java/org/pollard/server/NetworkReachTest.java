package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.server.NetworkReach.Own;

@NullMarked
class NetworkReachTest {

  private static Own own(String network, String address) {
    return new Own(network, InetAddress.ofLiteral(address));
  }

  private static List<String> ranked(List<Own> all, String preferred) {
    return NetworkReach.ranked(all, InetAddress.ofLiteral(preferred)).stream()
        .map(InetAddress::getHostAddress)
        .toList();
  }

  @Test
  void the_address_from_which_others_are_called_comes_first_and_tunnels_come_last() {
    assertThat(
            ranked(
                List.of(
                    own("lo", "127.0.0.1"),
                    own("tun0", "10.8.0.2"),
                    own("eth1", "203.0.113.7"),
                    own("eth0", "192.168.1.20"),
                    own("wlan0", "192.168.7.3")),
                "192.168.7.3"))
        .containsExactly("192.168.7.3", "192.168.1.20", "203.0.113.7", "10.8.0.2");
  }

  @Test
  void networks_within_this_machine_and_addresses_of_one_cable_are_none() {
    assertThat(
            ranked(
                List.of(
                    own("docker0", "172.17.0.1"),
                    own("br-12ab", "172.18.0.1"),
                    own("virbr0", "192.168.122.1"),
                    own("eth0", "169.254.3.4"),
                    own("eth0", "fe80::1"),
                    own("lo", "::1")),
                "127.0.0.1"))
        .isEmpty();
  }

  @Test
  void without_a_short_address_there_is_a_long_one() {
    assertThat(ranked(List.of(own("eth0", "2001:db8::7")), "::1"))
        .containsExactly("2001:db8:0:0:0:0:0:7");
    assertThat(ranked(List.of(own("eth0", "2001:db8::7"), own("eth0", "10.0.0.4")), "2001:db8::7"))
        .containsExactly("10.0.0.4");
  }
}
