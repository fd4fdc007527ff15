package org.pollard.edge.connection;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;

/// A guard of few connections, and a stranger from this machine on one of them.
@NullMarked
final class Strangers {

  private Strangers() {}

  /// A guard of ten.
  ///
  /// @param mostUntakenBytes of answers that wait for all strangers together
  /// @param proxies that are trusted
  static ConnectionGuard guard(long mostUntakenBytes, String... proxies) {
    return new ConnectionGuard(
        new Bounds(
            10,
            9,
            8,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            mostUntakenBytes),
        new TrustedProxies(List.of(proxies)));
  }

  /// A connection that has a place.
  static Connection connection(ConnectionGuard guard, Channel channel, Runnable hangUp)
      throws Exception {
    Network network = Network.of(InetAddress.getLoopbackAddress());
    Places.Place place = Objects.requireNonNull(guard.places().enter(network, hangUp));
    return new Connection(channel, guard, place, false);
  }
}
