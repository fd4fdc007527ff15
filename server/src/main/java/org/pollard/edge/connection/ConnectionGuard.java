package org.pollard.edge.connection;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Guards the connections of this process. Thread-safe.
///
/// There is one for the process, as there is one table of descriptors; Netty makes the extension
/// that installs it by itself and would not take one from us.
public final class ConnectionGuard {

  private static final String EXTENSIONS = "io.netty.bootstrap.extensions";
  private static final String PROXIES = "pollard.connections.proxies";
  private static final String NETWORK_BYTES = "io.netty.maxDirectMemory";

  /// Made when it is asked for, which must be after it was said whose word counts.
  private static final class Here {
    static final ConnectionGuard GUARD =
        new ConnectionGuard(
            Bounds.ofThisProcess(),
            new TrustedProxies(
                Arrays.stream(System.getProperty(PROXIES, "").split(","))
                    .filter(Predicate.not(String::isEmpty))
                    .toList()));
  }

  private final Bounds bounds;
  private final TrustedProxies proxies;
  private final Places places;
  private final UntakenBytes untaken;
  private final HangingUp hangingUp = new HangingUp();

  /// One for each event loop, of which there are a few.
  private final Map<EventLoop, Turns> turns = new ConcurrentHashMap<>();

  /// Connections at the moment, and since the start.
  ///
  /// @param open at the moment
  /// @param strangers those of them that have shown no credential yet
  /// @param refused for want of a place, since the start
  /// @param hungUp strangers that waited and made room for others, since the start
  public record Numbers(int open, int strangers, long refused, long hungUp) {}

  ConnectionGuard(Bounds bounds, TrustedProxies proxies) {
    this.bounds = bounds;
    this.proxies = proxies;
    this.places = new Places(bounds);
    this.untaken = new UntakenBytes(bounds.mostUntakenBytes());
  }

  /// The guard of this process.
  public static ConnectionGuard here() {
    return Here.GUARD;
  }

  /// Has Netty put the guard before every connection. To be called before Netty is loaded.
  ///
  /// @param trustedProxies whose connections have no share of their own, since everybody may be
  ///   behind them
  public static void switchOn(List<String> trustedProxies) {
    System.setProperty(EXTENSIONS, "serviceload");
    System.setProperty(PROXIES, String.join(",", trustedProxies));
    // As large as the heap otherwise, which is more than the machine may have.
    if (System.getProperty(NETWORK_BYTES) == null) {
      System.setProperty(
          NETWORK_BYTES, Long.toString(Bounds.networkBytes(Runtime.getRuntime().maxMemory())));
    }
  }

  /// To be called with the connection of a request whose credential is good (a token, a cookie of a
  /// guest or of somebody signed in): it is counted among the strangers no more and may be idle for
  /// longer. Cheap, by any thread, as often as one likes.
  public void known(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      known(base.channel());
    }
  }

  /// The same for a connection as Netty has it.
  static void known(Channel channel) {
    Connection connection = channel.attr(Connection.KEY).get();
    if (connection != null) {
      connection.known();
    }
  }

  /// What there is at the moment.
  public Numbers numbers() {
    return places.numbers();
  }

  /// What is bounded, and where.
  public Bounds bounds() {
    return bounds;
  }

  Places places() {
    return places;
  }

  HangingUp hangingUp() {
    return hangingUp;
  }

  UntakenBytes untaken() {
    return untaken;
  }

  /// To be called on this event loop.
  Turns turns(EventLoop loop) {
    return turns.computeIfAbsent(loop, Turns::new);
  }

  TrustedProxies proxies() {
    return proxies;
  }
}
