package org.pollard.server;

import org.eclipse.microprofile.config.ConfigProvider;

/// Where this process listens. Known once it does. Thread-safe.
record ListeningAt(Settings settings) {

  /// With port 0 the framework puts the port that it got here.
  int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
  }

  /// The address that works on this machine itself.
  String local() {
    String host = settings.httpHost();
    return "http://" + (NetworkReach.listensEverywhere(host) ? "localhost" : host) + ":" + port();
  }

  /// The address to show: the public one, or one that works on this machine.
  String base() {
    String publicUrl = settings.publicUrl();
    return publicUrl == null ? local() : publicUrl;
  }
}
