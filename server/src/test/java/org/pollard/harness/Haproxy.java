package org.pollard.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real HAProxy in front of a server, with the file of `deploy`, without TLS. Where there is
/// none the test is skipped; `bin/test` installs it where it can. Closing ends it.
public final class Haproxy implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/haproxy"), Path.of("/usr/local/sbin/haproxy"));

  private final Process process;
  private final int port;

  private Haproxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts it and waits until it listens.
  ///
  /// @param folder for its files
  public static Haproxy before(URI server, int port, Path folder)
      throws IOException, InterruptedException {
    Path haproxy = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(Path.of("none"));
    assumeTrue(
        Files.isExecutable(haproxy),
        "HAProxy is not installed: this test needs Debian's package haproxy");
    Path file = folder.resolve("haproxy.cfg");
    String given =
        Files.readString(
            Path.of(String.valueOf(System.getProperty("pollard.root")), "deploy", "haproxy.cfg"));
    Files.writeString(
        file,
        given
            .replace("maxconn 60000", "maxconn 500")
            .replaceAll("bind :443 .*", "bind 127.0.0.1:" + port)
            .replace("bind 127.0.0.1:5000", "bind 127.0.0.1:" + FreePort.find())
            .replaceAll("127\\.0\\.0\\.1:808[12]", server.getAuthority()));
    Process process =
        new ProcessBuilder(haproxy.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.out").toFile())
            .start();
    Await.until("HAProxy", () -> listens(port) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(folder.resolve("haproxy.out")));
    }
    return new Haproxy(process, port);
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// On this machine.
  public URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("HAProxy did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
