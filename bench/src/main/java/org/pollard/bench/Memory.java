package org.pollard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much memory a server uses for what it holds.
interface Memory {

  Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

  long usedKib();

  /// Of a JVM whose heap has one size from start to end: what lives in the heap, and the resident
  /// memory, in which the heap is always whole.
  static Memory ofJvm(ServerProcess server) {
    return () -> liveHeapKib(server) + server.residentKib();
  }

  /// What lives in the heap, after a collection.
  static long liveHeapKib(ServerProcess server) {
    ask(server, "GC.run");
    Matcher used = HEAP_USED.matcher(ask(server, "GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("the JVM says nothing of its heap");
    }
    return Long.parseLong(used.group(1));
  }

  private static String ask(ServerProcess server, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), command).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
