package org.pollard.edge.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Stands before a listener: gives each connection a place and a guard, or closes it before
/// anything was spent on it. Confined to the listener's event loop.
final class Doorway extends ChannelInboundHandlerAdapter {

  private final ConnectionGuard guard;

  Doorway(ConnectionGuard guard) {
    this.guard = guard;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    if (!(accepted instanceof Channel channel)) {
      ctx.fireChannelRead(accepted);
      return;
    }
    Network network = network(channel);
    Places.Place place = guard.places().enter(network, () -> hangUp(channel));
    if (place == null) {
      channel.unsafe().closeForcibly();
      return;
    }
    channel.closeFuture().addListener(_ -> guard.places().leave(place));
    channel.pipeline().addFirst(new Guard(new Connection(channel, guard, place, network == null)));
    ctx.fireChannelRead(channel);
    if (guard.hangingUp().areMany()) {
      // Whoever comes waits for a moment, since a descriptor is given back on another thread.
      ChannelConfig listener = ctx.channel().config();
      listener.setAutoRead(false);
      guard.hangingUp().whenFewer(() -> listener.setAutoRead(true));
    }
  }

  private void hangUp(Channel channel) {
    guard.hangingUp().begun();
    Connection.hangUp(channel).addListener(_ -> guard.hangingUp().done());
  }

  private @Nullable Network network(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
            && address.getAddress() != null
            && !guard.proxies().include(address)
        ? Network.of(address.getAddress())
        : null;
  }
}
