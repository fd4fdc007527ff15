package org.pollard.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The settings of a file, for who would rather write them down than export them: a `key=value` a
/// line, every key the variable's name. It is `pollard.properties` in the data folder, where there
/// is one, or whatever `POLLARD_CONFIG` names. The environment wins.
final class SettingsFile {

  static final String CONFIG = "POLLARD_CONFIG";
  static final String DATA = "POLLARD_DATA_DIR";
  private static final String NAME = "pollard.properties";

  private SettingsFile() {}

  /// The environment with the settings of the file below it.
  ///
  /// @param problems gets what is wrong with the file, a sentence each
  static Map<String, String> below(Map<String, String> environment, List<String> problems) {
    Path file = file(environment, problems);
    if (file == null) {
      return environment;
    }
    Map<String, String> all = new HashMap<>();
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "The settings in '" + file + "' cannot be read as lines of UTF-8 text: " + e + ".");
    }
    for (String name : read.stringPropertyNames()) {
      if (!name.startsWith("POLLARD_") || name.equals(CONFIG)) {
        problems.add(name + " in '" + file + "' is no setting; docs/operate.md lists them.");
      } else if (name.equals(DATA) && !isNamed(environment)) {
        problems.add(
            DATA + " cannot stand in '" + file + "', which is looked for in that very folder.");
      } else {
        all.put(name, read.getProperty(name));
      }
    }
    all.putAll(environment);
    return all;
  }

  /// The file that counts; null: there is none.
  static @Nullable Path file(Map<String, String> environment, List<String> problems) {
    try {
      if (isNamed(environment)) {
        Path named = Path.of(environment.getOrDefault(CONFIG, "").strip()).toAbsolutePath();
        if (!Files.isReadable(named) || Files.isDirectory(named)) {
          problems.add(CONFIG + " must be a file that can be read, but '" + named + "' is none.");
          return null;
        }
        return named;
      }
      String folder = environment.getOrDefault(DATA, "").strip();
      Path found = Path.of(folder.isEmpty() ? "data" : folder, NAME).toAbsolutePath().normalize();
      return Files.exists(found) ? found : null;
    } catch (InvalidPathException e) {
      problems.add(CONFIG + " and " + DATA + " must be paths: " + e.getMessage() + ".");
      return null;
    }
  }

  private static boolean isNamed(Map<String, String> environment) {
    return !environment.getOrDefault(CONFIG, "").isBlank();
  }
}
