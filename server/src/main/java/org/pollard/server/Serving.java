package org.pollard.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.pollard.edge.Reach;

/// What the program does once everything listens: says where, and waits.
public final class Serving implements QuarkusApplication {

  static final String DEMO = "--demo";

  private static final System.Logger LOG = System.getLogger(Serving.class.getName());
  private static final Logger FRAMEWORK = Logger.getLogger("io.quarkus");
  private static final String ADDRESS = "address";

  private static final String TLS_NAME = "quarkus.http.tls-configuration-name";

  private final Settings settings;
  private final FirstStart firstStart;
  private final HostLinkFile hostLink;
  private final ListeningAt here;
  private final Reach reach;
  private final Demo demo;
  private final Rehearsal rehearsal;

  Serving(
      Settings settings,
      FirstStart firstStart,
      HostLinkFile hostLink,
      ListeningAt here,
      Reach reach,
      Demo demo,
      Rehearsal rehearsal) {
    this.settings = settings;
    this.firstStart = firstStart;
    this.hostLink = hostLink;
    this.here = here;
    this.reach = reach;
    this.demo = demo;
    this.rehearsal = rehearsal;
  }

  @Override
  public int run(String... args) {
    String base = here.base();
    // First, since whoever waits for the word "ready" may use the demo at once.
    boolean withDemo = List.of(args).contains(DEMO);
    String walkThrough = "";
    if (withDemo) {
      walkThrough = demo.prepare(base, secureApi());
    } else {
      demo.end();
    }
    String link = hostLink.fresh(null);
    // For commands that ask this server while it runs.
    OwnersFile.write(settings.dataDir().resolve(ADDRESS), here.local());
    StringBuilder text = new StringBuilder();
    text.append("Pollard is ready at ").append(base).append('\n');
    if (settings.publicUrl() == null) {
      text.append("  Other devices: ").append(others()).append('\n');
    }
    httpsPort().ifPresent(port -> text.append(https(port)));
    text.append("  Host link (works once, for 24 hours): ");
    // A log keeps what it is told longer than a link is to be kept.
    text.append(withDemo || onTerminal() ? link : "in " + hostLink.where()).append('\n');
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
    // At a start the first words are our own; from here on it may say that it has stopped.
    FRAMEWORK.setLevel(Level.INFO);
    rehearsal.begin();
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
    return "  HTTPS: https://%s:%d, for RealtimeKit's clients %s:%d\n"
            .formatted(here.host(), port, host, port)
        + trust;
  }

  /// Where phones find this server, in words.
  private String others() {
    List<String> others = reach.others();
    if (!others.isEmpty()) {
      return String.join(", ", others);
    }
    return NetworkReach.listensEverywhere(settings.httpHost())
        ? "none can reach this machine, which has no network"
        : "none can reach " + settings.httpHost() + ", where POLLARD_HTTP_HOST has it listen";
  }
}
