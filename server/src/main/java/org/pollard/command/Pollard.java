package org.pollard.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// All commands.
@Command(
    name = "pollard",
    description = {
      "Live polls on a server of your own.",
      "",
      "A command finds its server by the data folder: ./data, seen from where you stand, unless"
          + " POLLARD_DATA_DIR says otherwise. It asks the server that runs there, or the database of"
          + " one that does not run, and says which."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 could not be done, 2 wrong use or settings (nothing was done)."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      Serve.class,
      Demo.class,
      HostLink.class,
      UserCommands.class,
      TokenCommands.class,
      Backup.class,
      BackupKey.class,
      Restore.class,
      Check.class,
      Migrate.class,
      Export.class,
      Version.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    })
final class Pollard implements Runnable {

  @picocli.CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
