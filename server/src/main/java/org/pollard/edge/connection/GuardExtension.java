package org.pollard.edge.connection;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.ServerChannel;

/// Netty's way to have a say in every listener of the process, whoever opens it. Named in
/// `META-INF/services`, made by Netty.
public final class GuardExtension extends ChannelInitializerExtension {

  @Override
  public void postInitializeServerListenerChannel(ServerChannel channel) {
    channel.pipeline().addFirst(new Doorway(ConnectionGuard.here()));
  }
}
