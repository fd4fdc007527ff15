package org.pollard.command;

import java.util.concurrent.Callable;
import org.pollard.server.Launch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves in the foreground until it is told to stop (Ctrl-C or SIGTERM).")
final class Serve implements Callable<Integer> {

  @Option(
      names = "--demo",
      description = "With demo data and HTTPS; prints fresh demo tokens and links.")
  private boolean demo;

  @Override
  public Integer call() {
    return now(demo);
  }

  static int now(boolean demo) {
    Launch.serve(Given.settings(), demo);
    return Main.DONE;
  }
}
