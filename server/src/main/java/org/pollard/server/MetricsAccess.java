package org.pollard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.ThisMachine;

/// Who may read the metrics: the administrator, whoever shows the token that is theirs, and
/// programs on this machine. Immutable.
///
/// A program on this machine calls from a loopback address, by a name of this machine, and for
/// nobody else. A proxy on this machine calls from there as well, so what any proxy adds says that
/// it speaks for somebody; and a page of a stranger that a browser on this machine was made to
/// fetch from here (DNS rebinding) still says the stranger's name in its `Host`.
///
/// @param token null: there is none
public record MetricsAccess(@Nullable String token) {

  private static final Set<String> FORWARDING =
      Set.of(
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "true-client-ip",
          "cf-connecting-ip",
          "fastly-client-ip");

  private static final String FORWARDING_TOO = "x-forwarded-";

  /// Whether whoever sent this request may read them.
  ///
  /// @param peer address at the other end of the connection, never one that a header names
  /// @param host as the request names it, with or without a port; null or empty: it names none
  /// @param headers names of all headers of the request, in any case
  /// @param bearer null: none was shown
  /// @param administrator whether the caller was found to be the administrator
  public boolean mayRead(
      String peer,
      @Nullable String host,
      Collection<String> headers,
      @Nullable String bearer,
      boolean administrator) {
    return administrator
        || isToken(bearer)
        || (ThisMachine.isLoopback(peer)
            && isOurs(host)
            && headers.stream().noneMatch(MetricsAccess::forwards));
  }

  /// Takes equally long wherever the two differ.
  private boolean isToken(@Nullable String bearer) {
    return token != null
        && bearer != null
        && MessageDigest.isEqual(token.getBytes(UTF_8), bearer.getBytes(UTF_8));
  }

  private static boolean forwards(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith(FORWARDING_TOO) || FORWARDING.contains(name);
  }

  private static boolean isOurs(@Nullable String host) {
    return host == null || host.isEmpty() || ThisMachine.isNamedBy(host);
  }

  /// Without the token.
  @Override
  public String toString() {
    return "MetricsAccess[]";
  }
}
