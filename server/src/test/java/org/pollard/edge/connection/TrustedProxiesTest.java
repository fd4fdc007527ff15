package org.pollard.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TrustedProxiesTest {

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(address, 40_000);
  }

  @Test
  void are_addresses_and_networks_of_both_kinds() {
    TrustedProxies proxies =
        new TrustedProxies(List.of("192.0.2.7", "10.0.0.0/8", "2001:db8::/32"));

    assertThat(proxies.include(at("192.0.2.7"))).isTrue();
    assertThat(proxies.include(at("192.0.2.8"))).isFalse();
    assertThat(proxies.include(at("10.9.8.7"))).isTrue();
    assertThat(proxies.include(at("11.9.8.7"))).isFalse();
    assertThat(proxies.include(at("2001:db8:1::1"))).isTrue();
    assertThat(proxies.include(at("2001:db9::1"))).isFalse();
  }

  @Test
  void what_is_no_address_is_nobody() {
    TrustedProxies proxies = new TrustedProxies(List.of("192.0.2.0/x", "no.such.host.invalid"));

    assertThat(proxies.include(at("192.0.2.1"))).isFalse();
  }
}
