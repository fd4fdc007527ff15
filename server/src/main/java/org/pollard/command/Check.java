package org.pollard.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pollard.server.DataFolder;
import org.pollard.server.Inspection;
import org.pollard.server.Settings;
import org.pollard.store.DatabaseCopy;
import org.pollard.store.SchemaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says everything that is wrong with the settings and the machine, and what a server would do.",
      "Changes nothing."
    })
final class Check implements Callable<Integer> {

  @Mixin private final Answering answer = new Answering();

  @Option(
      names = "--ready",
      description = "Only ask the server that runs here whether it is ready to serve.")
  private boolean ready;

  /// @param ready whether it takes votes at this moment
  record Ready(boolean ready, String askedOf) {}

  /// @param problems what keeps a server from starting, a sentence each
  /// @param warnings what an operator may not want
  /// @param facts what a server would do
  record Report(List<String> problems, List<String> warnings, List<String> facts) {}

  @Override
  public Integer call() {
    return ready ? ready() : look();
  }

  private int ready() {
    Settings settings = Given.settings();
    if (!DataFolder.isHeld(settings.dataDir())) {
      throw Refusal.because("No server runs on " + settings.dataDir() + ".");
    }
    try (RunningHouse server = RunningHouse.find(settings)) {
      boolean good = server.isReady();
      answer.with(
          new Ready(good, server.who()),
          good ? "Ready: " + server.who() + "." : "Not ready: " + server.who() + ".");
      return good ? Main.DONE : Main.FAILED;
    }
  }

  private int look() {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    switch (Settings.read(System.getenv())) {
      case Settings.Read.Refused(List<String> all) -> problems.addAll(all);
      case Settings.Read.Ok(Settings settings) -> {
        Inspection seen = Inspection.of(settings);
        problems.addAll(seen.problems());
        warnings.addAll(seen.warnings());
        facts.addAll(seen.facts());
        database(settings, problems, facts);
      }
    }
    StringBuilder text = new StringBuilder();
    facts.forEach(each -> text.append("  ok       %s%n".formatted(each)));
    warnings.forEach(each -> text.append("  warning  %s%n".formatted(each)));
    problems.forEach(each -> text.append("  problem  %s%n".formatted(each)));
    text.append(
        problems.isEmpty()
            ? "A server would start."
            : "A server would not start: %d problem%s."
                .formatted(problems.size(), problems.size() == 1 ? "" : "s"));
    answer.with(new Report(problems, warnings, facts), text.toString());
    return problems.isEmpty() ? Main.DONE : Main.FAILED;
  }

  private static void database(Settings settings, List<String> problems, List<String> facts) {
    String kind = DatabaseCopy.isEmbedded(settings.databaseUrl()) ? "SQLite" : "PostgreSQL";
    try {
      SchemaState state = SchemaState.of(settings.databaseUrl());
      if (state.isTooNew()) {
        problems.add("The database belongs to a newer Pollard.");
      } else if (state.version() == 0) {
        facts.add("The database (" + kind + ") is empty: the first start makes its tables.");
      } else if (state.isCurrent()) {
        facts.add("The database (" + kind + ") is up to date: version " + state.version() + ".");
      } else {
        facts.add(
            "The database (%s) would go from version %d to %d at the next start."
                .formatted(kind, state.version(), SchemaState.known()));
      }
    } catch (RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      // The URL may hold a password, and is not repeated.
      problems.add("The database (" + kind + ") cannot be used: " + root.getMessage());
    }
  }
}
