package org.pollard.server;

import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.ConfigProvider;

/// Where this process listens, or would. Thread-safe.
///
/// @param bound the port, known once the process listens
record ListeningAt(Settings settings, IntSupplier bound) {

  /// Of this process. With port 0 the framework puts the port that it got into its configuration.
  static ListeningAt here(Settings settings) {
    return new ListeningAt(
        settings, () -> ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class));
  }

  int port() {
    return bound.getAsInt();
  }

  /// The address that works on this machine itself.
  String local() {
    return "http://" + host() + ":" + port();
  }

  /// The name or address of this machine that works on itself.
  String host() {
    String host = settings.httpHost();
    return NetworkReach.listensEverywhere(host) ? "localhost" : host;
  }

  /// The address to show: the public one, or one that works on this machine.
  String base() {
    String publicUrl = settings.publicUrl();
    return publicUrl == null ? local() : publicUrl;
  }
}
