package org.pollard.command;

import java.util.concurrent.Callable;
import org.pollard.server.Launch;
import picocli.CommandLine.Command;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Serves with demo data and HTTPS, the same as serve --demo.")
final class Demo implements Callable<Integer> {

  @Override
  public Integer call() {
    Launch.serve(Given.settings(), true);
    return Main.DONE;
  }
}
