package org.pollard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What the numbers were measured on.
final class Machine {

  private Machine() {}

  static SequencedMap<String, Object> described() {
    SequencedMap<String, Object> machine = new LinkedHashMap<>();
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("processor", first("/proc/cpuinfo", "model name"));
    machine.put("memory", first("/proc/meminfo", "MemTotal"));
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put(
        "java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    return machine;
  }

  /// What the machine's processors have done so far, in units that only compare with each other.
  record Ticks(long idle, long all) {

    /// The share of all processors that had nothing to do since, 0 to 1.
    double idleSince(Ticks before) {
      return (double) (idle - before.idle) / (all - before.all);
    }
  }

  /// From Linux' `/proc/stat`, where the fourth number is idle and the fifth idle with a disk at
  /// work.
  static Ticks ticks() {
    try {
      String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
      long all = 0;
      for (int i = 1; i <= 8; i++) {
        all += Long.parseLong(fields[i]);
      }
      return new Ticks(Long.parseLong(fields[4]) + Long.parseLong(fields[5]), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The value of the first line of this name; empty where there is none.
  static String first(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
