package org.pollard.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/// An address of the internet protocol, whichever version. Immutable: nobody else has the bytes.
final class IpAddress {

  private static final int LONGEST = 64;
  private static final int NETWORK_BYTES = 8;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads `192.0.2.1`, `2001:db8::1`, and either with a port as some proxies write it; empty for
  /// anything else. Never asks for a name.
  static Optional<IpAddress> of(String text) {
    String bare = bare(text.strip());
    boolean literal =
        !bare.isEmpty()
            && bare.length() <= LONGEST
            && bare.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
    if (!literal) {
      return Optional.empty();
    }
    try {
      // An IPv4 address in the form of IPv6 becomes an IPv4 one here.
      return Optional.of(of(InetAddress.ofLiteral(bare)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static IpAddress of(InetAddress address) {
    return new IpAddress(address.getAddress());
  }

  /// Without brackets, port and zone.
  private static String bare(String text) {
    String address = text;
    if (address.startsWith("[")) {
      int end = address.indexOf(']');
      address = end < 0 ? "" : address.substring(1, end);
    } else if (address.indexOf(':') >= 0 && address.indexOf(':') == address.lastIndexOf(':')) {
      address = address.substring(0, address.indexOf(':'));
    }
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  int bits() {
    return bytes.length * Byte.SIZE;
  }

  /// Whether the first bits are the same.
  boolean begins(IpAddress other, int bits) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % Byte.SIZE);
      if ((bytes[i / Byte.SIZE] & mask) != (other.bytes[i / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  /// What it is counted under.
  String counted() {
    if (bytes.length > NETWORK_BYTES) {
      return HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
    }
    return toString();
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("no address has " + bytes.length + " bytes", e);
    }
  }
}
