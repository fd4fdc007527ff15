package org.pollard.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says for everybody who counts by address which one a request comes from. Immutable.
///
/// That is the address of the connection, unless a trusted proxy made it: then the one that this
/// proxy appended last to `X-Forwarded-For`, and so on from the right for as long as that is a
/// trusted proxy itself. What stands further left the client may have claimed. The framework, which
/// takes the leftmost, is not asked. `Forwarded` is ignored on purpose: two headers that say the
/// same are two ways for a client to be believed.
///
/// @param proxies whose word counts
public record ClientAddress(List<Network> proxies) {

  private static final String HEADER = "X-Forwarded-For";
  private static final String UNKNOWN = "unknown";

  public ClientAddress {
    proxies = List.copyOf(proxies);
  }

  /// Judges by these proxies.
  ///
  /// @param proxies addresses, networks such as `10.0.0.0/8`, or names, which are looked up now
  public static ClientAddress behind(List<String> proxies) {
    return new ClientAddress(proxies.stream().flatMap(each -> Network.of(each).stream()).toList());
  }

  /// What this request counts under: an IPv4 address, or the first 64 bits of an IPv6 one, which
  /// are what one customer gets.
  public String of(HttpServerRequest request) {
    return client(request).map(IpAddress::counted).orElse(UNKNOWN);
  }

  /// The whole address, for people to read.
  public String whole(HttpServerRequest request) {
    return client(request).map(IpAddress::toString).orElse(UNKNOWN);
  }

  private Optional<IpAddress> client(HttpServerRequest request) {
    // The connection's: the request's own has been replaced by the framework.
    SocketAddress peer = request.connection().remoteAddress();
    return client(peer == null ? null : peer.hostAddress(), request.headers().getAll(HEADER));
  }

  /// @param peer who made the connection
  /// @param forwarded the values of `X-Forwarded-For`, in the order of the headers
  String of(@Nullable String peer, List<String> forwarded) {
    return client(peer, forwarded).map(IpAddress::counted).orElse(UNKNOWN);
  }

  private Optional<IpAddress> client(@Nullable String peer, List<String> forwarded) {
    Optional<IpAddress> at = peer == null ? Optional.empty() : IpAddress.of(peer);
    if (at.isEmpty()) {
      return at;
    }
    IpAddress client = at.get();
    List<String> hops =
        forwarded.stream().flatMap(each -> Arrays.stream(each.split(",", -1))).toList();
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<IpAddress> before = IpAddress.of(hops.get(i));
      if (before.isEmpty()) {
        break;
      }
      client = before.get();
    }
    return Optional.of(client);
  }

  private boolean isTrusted(IpAddress address) {
    return proxies.stream().anyMatch(each -> each.holds(address));
  }
}
