package org.pollard.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.ConfigProvider;
import org.pollard.people.HostLinks;

/// What the program does once everything listens: says where, and waits.
public final class Serving implements QuarkusApplication {

  static final String DEMO = "--demo";

  private static final System.Logger LOG = System.getLogger(Serving.class.getName());
  private static final String HOST_LINK = "host-link";

  private static final String TLS_NAME = "quarkus.http.tls-configuration-name";

  private final Settings settings;
  private final FirstStart firstStart;
  private final HostLinks hostLinks;
  private final Demo demo;

  Serving(Settings settings, FirstStart firstStart, HostLinks hostLinks, Demo demo) {
    this.settings = settings;
    this.firstStart = firstStart;
    this.hostLinks = hostLinks;
    this.demo = demo;
  }

  @Override
  public int run(String... args) {
    String base = base();
    // First, since whoever waits for the word "ready" may use the demo at once.
    boolean withDemo = List.of(args).contains(DEMO);
    String walkThrough = "";
    if (withDemo) {
      walkThrough = demo.prepare(base, secureApi());
    } else {
      demo.end();
    }
    String link = hostLinks.make(base);
    Path linkFile = settings.dataDir().resolve(HOST_LINK);
    OwnersFile.write(linkFile, link);
    StringBuilder text = new StringBuilder();
    text.append("Pollard is ready at ").append(base).append('\n');
    httpsPort().ifPresent(port -> text.append(https(port)));
    text.append("  Host link (works once, for 24 hours): ");
    // A log keeps what it is told longer than a link is to be kept.
    text.append(withDemo || onTerminal() ? link : "in " + linkFile).append('\n');
    text.append("  Administrator's token: ").append(firstStart.whereTokenIs()).append('\n');
    text.append("  API: ").append(base).append("/q/swagger-ui\n");
    switch (settings.log()) {
      case TEXT -> {
        System.out.print(text.append(walkThrough));
        System.out.flush();
      }
      // Read by a program, which keeps it: no place for links that sign somebody in.
      case JSON -> LOG.log(System.Logger.Level.INFO, "Pollard is ready at " + base);
    }
    Quarkus.waitForExit();
    return 0;
  }

  private static boolean onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /// Empty when there is no TLS listener. With port 0 the framework puts the port that it got here.
  private static OptionalInt httpsPort() {
    return ConfigProvider.getConfig().getOptionalValue(TLS_NAME, String.class).isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            ConfigProvider.getConfig().getValue("quarkus.http.ssl-port", Integer.class));
  }

  /// Where RealtimeKit's browser client calls; empty when there is no TLS listener.
  private String secureApi() {
    OptionalInt port = httpsPort();
    return port.isEmpty()
        ? ""
        : "https://api." + settings.realtimeKitHost() + ":" + port.getAsInt();
  }

  private String https(int port) {
    String host = settings.realtimeKitHost();
    String trust =
        settings.tlsCert() == null
            ? "  Browsers trust it after importing "
                + settings.dataDir().resolve("tls/ca.pem")
                + ", or after accepting it once\n"
            : "";
    return "  HTTPS: https://localhost:%d, for RealtimeKit's clients %s:%d\n"
            .formatted(port, host, port)
        + trust;
  }

  /// The address to show: the public one, or one that works on this machine.
  private String base() {
    String publicUrl = settings.publicUrl();
    if (publicUrl != null) {
      return publicUrl;
    }
    // With port 0 the framework puts the port that it got here.
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    String host = settings.httpHost();
    boolean any = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    return "http://" + (any ? "localhost" : host) + ":" + port;
  }
}
