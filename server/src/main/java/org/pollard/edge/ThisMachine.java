package org.pollard.edge;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Knows the names by which a machine calls itself and nobody else can call it.
public final class ThisMachine {

  private ThisMachine() {}

  /// Whether an authority such as `localhost:8080` or `[::1]` means the machine on which it is
  /// written.
  public static boolean isNamedBy(@Nullable String authority) {
    if (authority == null || authority.isEmpty()) {
      return false;
    }
    String name = withoutPort(authority).toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.endsWith(".localhost") || isOwn(name);
  }

  /// The same for the beginning of a URL, such as `http://localhost:8080`.
  public static boolean isBaseOf(String base) {
    return isNamedBy(base.substring(base.indexOf("://") + 3));
  }

  /// Whether an address is a loopback one.
  public static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The address of all addresses, too, which browsers take for their own machine.
  private static boolean isOwn(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      return literal.isLoopbackAddress() || literal.isAnyLocalAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String withoutPort(String authority) {
    if (authority.startsWith("[")) {
      int end = authority.indexOf(']');
      return end < 0 ? authority : authority.substring(1, end);
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }
}
