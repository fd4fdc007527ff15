package org.pollard.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// To which addresses webhooks may go: those that are public by the registries of special-purpose
/// addresses (RFC 6890, as IANA keeps them), or all of them where the operator wants it so.
/// Immutable.
///
/// @param takesPrivate whether this machine and the networks around it may be reached
public record DeliveryNetwork(boolean takesPrivate) {

  /// Addresses that begin alike.
  private static final class Block {

    private final byte[] first;
    private final int bits;

    private Block(byte[] first, int bits) {
      this.first = first;
      this.bits = bits;
    }

    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean holds(byte[] address) {
      if (address.length != first.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % Byte.SIZE);
        if ((address[i / Byte.SIZE] & mask) != (first[i / Byte.SIZE] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Block> NOT_PUBLIC =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // Protocol assignments, among them Teredo, which carries an IPv4 address.
          "2001::/23",
          "2001:db8::/32",
          // 6to4 carries one, too.
          "2002::/16",
          "3fff::/20");

  /// All that is assigned for use between networks.
  private static final Block GLOBAL_V6 = Block.of("2000::/3");

  /// Translated to the IPv4 address in its last four bytes (RFC 6052).
  private static final Block TRANSLATED = Block.of("64:ff9b::/96");

  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  /// Whether a webhook may go there.
  public boolean allows(InetAddress address) {
    return takesPrivate || isPublic(address.getAddress());
  }

  private static boolean isPublic(byte[] address) {
    if (address.length == V4_BYTES) {
      return inNoBlock(address);
    }
    if (TRANSLATED.holds(address)) {
      return inNoBlock(Arrays.copyOfRange(address, V6_BYTES - V4_BYTES, V6_BYTES));
    }
    return GLOBAL_V6.holds(address) && inNoBlock(address);
  }

  private static boolean inNoBlock(byte[] address) {
    return NOT_PUBLIC.stream().noneMatch(block -> block.holds(address));
  }

  /// The addresses behind a name to which a webhook may go. May wait for the resolver; whoever
  /// connects to one of these does not ask again.
  ///
  /// @throws UnknownHostException when nobody knows the name
  List<InetAddress> allowedOf(String host) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(host)).filter(this::allows).toList();
  }
}
