package org.pollard.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder for its owner's eyes in which a command works, gone afterwards.
record WorkFolder(Path path) implements AutoCloseable {

  /// Beside this file, so that there is as much space as the file needs.
  static WorkFolder beside(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " lies in no folder");
    }
    Files.createDirectories(folder);
    return new WorkFolder(Files.createTempDirectory(folder, ".pollard-"));
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
