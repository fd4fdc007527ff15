package org.pollard.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the results of rooms into a folder, an XLSX file a room.",
      "The server draws them, so it has to run."
    })
final class Export implements Callable<Integer> {

  @Mixin private final Answering answer = new Answering();

  @Parameters(paramLabel = "FOLDER", description = "Made when it is missing.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Option(names = "--room", description = "Only this room, by its id; may be given again.")
  private @Nullable List<Long> rooms;

  @Option(names = "--language", defaultValue = "en", description = "Of headings: en or de.")
  @SuppressWarnings("NullAway.Init")
  private String language;

  /// @param name of the room
  record Written(long room, String name, String file) {}

  /// @param skipped rooms whose file is there already, which is left alone
  record Exported(List<Written> files, List<Long> skipped, String askedOf) {}

  @Override
  public Integer call() {
    try (House house = House.find(Given.settings())) {
      if (!(house instanceof RunningHouse server)) {
        throw Refusal.because(
            "No server runs here, and only a server draws results: start it, then export.");
      }
      Files.createDirectories(folder);
      List<Written> files = new ArrayList<>();
      List<Long> skipped = new ArrayList<>();
      server.courses(
          course -> {
            long id = course.get("id").asLong();
            if (rooms != null && !rooms.contains(id)) {
              return;
            }
            Path file = folder.resolve("room-" + id + ".xlsx");
            if (Files.exists(file)) {
              skipped.add(id);
              answer.meanwhile(file + " is there already and stays.");
              return;
            }
            server.save("/web/rooms/" + id + "/results.xlsx?language=" + language, file);
            files.add(new Written(id, course.get("name").asText(), file.toString()));
            answer.meanwhile("%s: %s".formatted(course.get("name").asText(), file));
          });
      if (rooms != null && files.size() + skipped.size() < rooms.size()) {
        throw Refusal.because("Not all of these rooms are there: " + rooms + ".");
      }
      return answer.with(
          new Exported(files, skipped, server.who()),
          "%d rooms written from %s.".formatted(files.size(), server.who()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }
}
