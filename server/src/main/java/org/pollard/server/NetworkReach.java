package org.pollard.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Reach;
import org.pollard.edge.ThisMachine;

/// Finds the addresses under which other devices come to this server: the one that the operator
/// said, or those of this machine's networks. A laptop changes its network while the server runs,
/// so they are looked up again every few seconds. Thread-safe.
final class NetworkReach implements Reach {

  private static final long KEPT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MOST = 5;

  /// Networks within this machine, of containers and virtual machines.
  private static final Pattern INSIDE =
      Pattern.compile(
          "(docker|br-|veth|virbr|vmnet|vboxnet|vnet|cni|cali|flannel|podman|lxc|lxd).*");

  /// Networks of those who are elsewhere, which phones in the room seldom share.
  private static final Pattern TUNNEL = Pattern.compile("(tun|tap|wg|utun|ppp|tailscale|zt).*");

  /// Reserved for documentation (RFC 5737): nothing is sent there.
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("192.0.2.1", 9);

  private final Settings settings;
  private final IntSupplier port;
  private volatile @Nullable Known known;

  private record Known(List<String> others, long since) {}

  /// An address of this machine.
  ///
  /// @param network name of the interface, such as `eth0`
  record Own(String network, InetAddress address) {}

  /// @param port the port that is listened on, known once the server listens
  NetworkReach(Settings settings, IntSupplier port) {
    this.settings = settings;
    this.port = port;
  }

  @Override
  public List<String> others() {
    long now = System.nanoTime();
    Known last = known;
    if (last == null || now - last.since() > KEPT_NANOS) {
      last = new Known(look(), now);
      known = last;
    }
    return last.others();
  }

  private List<String> look() {
    String publicUrl = settings.publicUrl();
    if (publicUrl != null) {
      return List.of(publicUrl);
    }
    String host = settings.httpHost();
    if (!listensEverywhere(host)) {
      return ThisMachine.isNamedBy(host) ? List.of() : List.of("http://" + host + ":" + port());
    }
    return ranked(own(), preferred()).stream()
        .map(each -> "http://" + literal(each) + ":" + port())
        .toList();
  }

  static boolean listensEverywhere(String host) {
    return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
  }

  private int port() {
    return port.getAsInt();
  }

  /// Those that others can use, the best first. IPv6 only where there is nothing else, since nobody
  /// types it.
  ///
  /// @param preferred from which this machine calls others; null: not known
  static List<InetAddress> ranked(Collection<Own> all, @Nullable InetAddress preferred) {
    List<InetAddress> usable =
        all.stream()
            .filter(each -> !INSIDE.matcher(each.network().toLowerCase(Locale.ROOT)).matches())
            .filter(each -> isUsable(each.address()))
            .sorted(
                Comparator.comparing((Own each) -> !each.address().equals(preferred))
                    .thenComparing(each -> TUNNEL.matcher(each.network()).matches())
                    .thenComparing(each -> !each.address().isSiteLocalAddress()))
            .map(Own::address)
            .distinct()
            .toList();
    List<InetAddress> short4 =
        usable.stream().filter(each -> each instanceof Inet4Address).limit(MOST).toList();
    return short4.isEmpty() ? usable.stream().limit(MOST).toList() : short4;
  }

  private static boolean isUsable(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress();
  }

  private static List<Own> own() {
    List<Own> all = new ArrayList<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (each.isUp()) {
          Collections.list(each.getInetAddresses())
              .forEach(address -> all.add(new Own(each.getName(), address)));
        }
      }
    } catch (SocketException _) {
      // Without a network there are none.
    }
    return all;
  }

  /// A datagram socket that is connected has chosen its way, and has sent nothing.
  private static @Nullable InetAddress preferred() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(ANYWHERE);
      return socket.getLocalAddress();
    } catch (IOException | UncheckedIOException _) {
      return null;
    }
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    return address instanceof Inet6Address ? "[" + plain + "]" : plain;
  }
}
