package org.pollard.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Addresses that begin alike. Immutable.
record Network(IpAddress first, int bits) {

  /// Reads an address, a network such as `10.0.0.0/8`, or looks a name up; nothing when it is none
  /// of these.
  static List<Network> of(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.of(slash < 0 ? text : text.substring(0, slash));
    if (address.isPresent()) {
      IpAddress first = address.get();
      int bits = slash < 0 ? first.bits() : bits(text.substring(slash + 1));
      return bits < 0 || bits > first.bits() ? List.of() : List.of(new Network(first, bits));
    }
    try {
      return slash >= 0
          ? List.of()
          : Arrays.stream(InetAddress.getAllByName(text))
              .map(IpAddress::of)
              .map(each -> new Network(each, each.bits()))
              .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private static int bits(String text) {
    boolean number =
        !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(Character::isDigit);
    return number ? Integer.parseInt(text) : -1;
  }

  boolean holds(IpAddress address) {
    return address.begins(first, bits);
  }
}
