package org.pollard.edge.connection;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The addresses behind which everybody may be. Immutable.
final class TrustedProxies {

  private static final System.Logger LOG = System.getLogger(TrustedProxies.class.getName());

  private final List<IpSubnetFilterRule> networks;

  /// @param addresses such as `127.0.0.1`, `10.0.0.0/8`, or a name, which is looked up now
  TrustedProxies(List<String> addresses) {
    this.networks = addresses.stream().flatMap(TrustedProxies::networks).toList();
  }

  boolean include(InetSocketAddress address) {
    return networks.stream().anyMatch(each -> each.matches(address));
  }

  private static Stream<IpSubnetFilterRule> networks(String text) {
    int slash = text.indexOf('/');
    try {
      int bits = slash < 0 ? Integer.MAX_VALUE : Integer.parseInt(text.substring(slash + 1));
      List<IpSubnetFilterRule> networks = new ArrayList<>();
      for (InetAddress each :
          InetAddress.getAllByName(slash < 0 ? text : text.substring(0, slash))) {
        int all = each.getAddress().length * Byte.SIZE;
        networks.add(new IpSubnetFilterRule(each, Math.min(bits, all), IpFilterRuleType.ACCEPT));
      }
      return networks.stream();
    } catch (UnknownHostException | IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "''{0}'' is no address of a proxy; its connections count as anybody''s",
          text);
      return Stream.empty();
    }
  }
}
