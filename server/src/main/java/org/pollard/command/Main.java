package org.pollard.command;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.function.Consumer;
import picocli.CommandLine;

/// The entry point of the program: finds the command and runs it.
@QuarkusMain
public final class Main {

  /// A command did what it was asked for.
  static final int DONE = 0;

  /// It could not.
  static final int FAILED = 1;

  /// The settings or the arguments are wrong; nothing was done.
  static final int WRONG_USE = 2;

  Main() {}

  /// Runs the command and ends the process with its exit code.
  ///
  /// @param args a command with its options; without a command, those of `serve`
  public static void main(String[] args) {
    // Serving ends the process itself, when it is told to.
    System.exit(isPlainServe(args) ? serve(args) : command(args));
  }

  /// Whether there is nothing to read: no command, or `serve`, and at most `--demo`. A server was
  /// started with nothing but its options before there were commands.
  private static boolean isPlainServe(String[] args) {
    int options = args.length > 0 && args[0].equals("serve") ? 1 : 0;
    return args.length == options || (args.length == options + 1 && args[options].equals("--demo"));
  }

  /// Without the reader of commands, whose classes are so old that the JVM takes none of them into
  /// a start-up cache and looks at each again: a fifth of all that a start costs.
  private static int serve(String[] args) {
    boolean demo = args.length > 0 && args[args.length - 1].equals("--demo");
    try {
      return Serve.now(demo);
    } catch (RuntimeException fault) {
      return failed(fault, System.err::println);
    }
  }

  private static int command(String[] args) {
    CommandLine line = new CommandLine(new Pollard());
    line.setCommandName(System.getProperty("pollard.command", "pollard"));
    line.setExecutionExceptionHandler((fault, of, _) -> failed(fault, of.getErr()::println));
    line.setParameterExceptionHandler(Main::refused);
    return line.execute(args);
  }

  private static int failed(Exception fault, Consumer<String> say) {
    if (fault instanceof Refusal refusal) {
      say.accept(String.valueOf(refusal.getMessage()));
      return refusal.code();
    }
    say.accept(worded(fault));
    return FAILED;
  }

  /// What it says, and what it comes from where it does not say that itself.
  private static String worded(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said = String.valueOf(fault.getMessage());
    String cause = String.valueOf(root.getMessage());
    return said.contains(cause) ? said : said + ": " + cause;
  }

  private static int refused(CommandLine.ParameterException fault, String[] args) {
    CommandLine line = fault.getCommandLine();
    line.getErr()
        .println(
            fault.getMessage()
                + ". "
                + line.getCommandSpec().qualifiedName()
                + " --help tells more.");
    return WRONG_USE;
  }
}
