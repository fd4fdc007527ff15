package org.pollard.server;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import org.pollard.edge.connection.ConnectionGuard;

/// Hands the settings to the framework and starts it.
public final class Launch {

  private static final int DEMO_PORT = 8443;

  /// An operator's own number goes before, where it is given to the JVM (`-D`).
  private static final String LOOPS = "quarkus.vertx.event-loops-pool-size";

  private static final int FEWEST_LOOPS = 2;

  private Launch() {}

  /// Serves until it is told to stop, and ends the process then.
  ///
  /// @param demo whether with demo data and HTTPS
  public static void serve(Settings settings, boolean demo) {
    hand(settings);
    switchOnTls(settings, demo);
    ApiDocument.hideFromFramework();
    Quarkus.run(Serving.class, Launch::ended, demo ? new String[] {Serving.DEMO} : new String[0]);
  }

  /// Gives the framework the settings that are its own to apply.
  private static void hand(Settings settings) {
    ConnectionGuard.switchOn(settings.trustedProxies());
    // With TLS 1.2 a client may ask for new keys again and again, each of which is work for us
    // alone.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    // A bad URI gets a body in the words of the API it was meant for, not the framework's bare 400.
    System.setProperty("vertx.disableURIValidation", "true");
    // The framework takes twice as many, which take the processors from each other and from whoever
    // writes what they brought.
    if (System.getProperty(LOOPS) == null) {
      System.setProperty(
          LOOPS,
          Integer.toString(Math.max(FEWEST_LOOPS, Runtime.getRuntime().availableProcessors())));
    }
    System.setProperty("quarkus.http.port", Integer.toString(settings.httpPort()));
    System.setProperty("quarkus.http.host", settings.httpHost());
    System.setProperty(
        "quarkus.log.console.json.enabled",
        Boolean.toString(settings.log() == Settings.LogForm.JSON));
    if (!settings.trustedProxies().isEmpty()) {
      System.setProperty("quarkus.http.proxy.proxy-address-forwarding", "true");
      System.setProperty("quarkus.http.proxy.enable-forwarded-host", "true");
      System.setProperty(
          "quarkus.http.proxy.trusted-proxies", String.join(",", settings.trustedProxies()));
    }
  }

  /// HTTPS is there when a port is named, and in the demo, since browsers speak to RealtimeKit over
  /// nothing else.
  private static void switchOnTls(Settings settings, boolean demo) {
    Integer port = settings.httpsPort();
    if (port == null && !demo) {
      return;
    }
    TlsFiles files = TlsFiles.prepare(settings, Instant.now());
    System.setProperty(
        "quarkus.http.ssl-port",
        Integer.toString(port != null ? port : isFree(DEMO_PORT, settings) ? DEMO_PORT : 0));
    System.setProperty("quarkus.http.insecure-requests", "enabled");
    System.setProperty("quarkus.http.tls-configuration-name", "pollard");
    System.setProperty("quarkus.tls.pollard.protocols", "TLSv1.3,TLSv1.2");
    System.setProperty("quarkus.tls.pollard.key-store.pem.0.cert", files.certificate().toString());
    System.setProperty("quarkus.tls.pollard.key-store.pem.0.key", files.key().toString());
  }

  private static boolean isFree(int port, Settings settings) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName(settings.httpHost()))) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void ended(int exitCode, Throwable fault) {
    if (fault != null) {
      Throwable root = fault;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      System.err.println("Pollard could not start: " + root.getMessage());
    }
    System.exit(fault == null ? exitCode : 1);
  }
}
