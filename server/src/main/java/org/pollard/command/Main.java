package org.pollard.command;

import io.quarkus.runtime.annotations.QuarkusMain;
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
    CommandLine line = new CommandLine(new Pollard());
    line.setCommandName(System.getProperty("pollard.command", "pollard"));
    line.setExecutionExceptionHandler(Main::failed);
    line.setParameterExceptionHandler(Main::refused);
    int code = line.execute(withCommand(args));
    // Serving ends the process itself, when it is told to.
    System.exit(code);
  }

  /// A server was started with nothing but its options before there were commands.
  private static String[] withCommand(String[] args) {
    boolean bare = args.length == 0 || args[0].equals("--demo");
    if (!bare) {
      return args;
    }
    String[] all = new String[args.length + 1];
    all[0] = "serve";
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }

  private static int failed(Exception fault, CommandLine line, CommandLine.ParseResult result) {
    if (fault instanceof Refusal refusal) {
      line.getErr().println(refusal.getMessage());
      return refusal.code();
    }
    line.getErr().println(worded(fault));
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
