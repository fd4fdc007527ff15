package org.pollard.edge.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Who is counted as one: an IPv4 address, or the 64 bits of an IPv6 address that a single customer
/// gets. Immutable.
///
/// @param bits the IPv4 address, or the first half of the IPv6 address
record Network(long bits, boolean six) {

  static Network of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    boolean six = address instanceof Inet6Address;
    return new Network(six ? bytes.getLong() : bytes.getInt(), six);
  }
}
