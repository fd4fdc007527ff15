package org.pollard.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/// The entry point of the program: judges the settings before anything starts.
@QuarkusMain
public final class Main {

  /// The exit code for settings that cannot be served with.
  private static final int BAD_SETTINGS = 2;

  Main() {}

  /// Starts the server and stays until it is told to stop.
  ///
  /// @param args `--demo`, or nothing
  public static void main(String[] args) {
    switch (Settings.read(System.getenv())) {
      case Settings.Read.Refused(List<String> problems) -> refuse(problems);
      case Settings.Read.Ok(Settings settings) -> {
        List<String> unknown =
            List.of(args).stream().filter(each -> !each.equals(Serving.DEMO)).toList();
        if (!unknown.isEmpty()) {
          refuse(List.of("The server does not know the argument '" + unknown.getFirst() + "'."));
        }
        hand(settings);
        Quarkus.run(Serving.class, Main::ended, args);
      }
    }
  }

  private static void refuse(List<String> problems) {
    problems.forEach(System.err::println);
    System.exit(BAD_SETTINGS);
  }

  /// Gives the framework the settings that are its own to apply.
  private static void hand(Settings settings) {
    // A bad URI gets a body in the words of the API it was meant for, not the framework's bare 400.
    System.setProperty("vertx.disableURIValidation", "true");
    System.setProperty("quarkus.http.port", Integer.toString(settings.httpPort()));
    System.setProperty("quarkus.http.host", settings.httpHost());
    if (!settings.trustedProxies().isEmpty()) {
      System.setProperty("quarkus.http.proxy.proxy-address-forwarding", "true");
      System.setProperty("quarkus.http.proxy.enable-forwarded-host", "true");
      System.setProperty(
          "quarkus.http.proxy.trusted-proxies", String.join(",", settings.trustedProxies()));
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
