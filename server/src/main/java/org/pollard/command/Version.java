package org.pollard.command;

import java.util.concurrent.Callable;
import org.pollard.store.SchemaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the version of this program and of the tables that it works on.")
final class Version implements Callable<Integer>, IVersionProvider {

  @Mixin private final Answering answer = new Answering();

  /// @param schema the newest schema version that this program knows
  /// @param java the version of the runtime
  record Of(String version, int schema, String java) {}

  /// Of this program.
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }

  @Override
  public Integer call() {
    Of of = new Of(number(), SchemaState.known(), Runtime.version().toString());
    return answer.with(
        of, "Pollard %s, schema %d, Java %s".formatted(of.version(), of.schema(), of.java()));
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Pollard " + number()};
  }
}
