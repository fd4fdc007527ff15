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
import java.util.stream.Stream;

/// Other people's proxy in front of a server, as it is installed here. Where it is not the test is
/// skipped, and says so; `bin/test` installs it where it can. Closing ends it.
public final class FrontProxy implements AutoCloseable {

  private static final List<Path> FOLDERS =
      Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/usr/local/sbin", "/usr/local/bin")
          .map(Path::of)
          .toList();

  private final String program;
  private final Process process;
  private final int port;

  private FrontProxy(String program, Process process, int port) {
    this.program = program;
    this.process = process;
    this.port = port;
  }

  /// HAProxy with the file of `deploy`, without TLS, on a free port of loopback.
  ///
  /// @param folder for its files
  public static FrontProxy haproxy(URI server, Path folder)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(
        file,
        deployed("haproxy.cfg")
            .replace("maxconn 60000", "maxconn 500")
            .replaceAll("bind :443 .*", "bind 127.0.0.1:" + port)
            .replace("bind 127.0.0.1:5000", "bind 127.0.0.1:" + FreePort.find())
            .replaceAll("127\\.0\\.0\\.1:808[12]", server.getAuthority()));
    return start(folder, port, "haproxy", "-db", "-f", file.toString());
  }

  /// Caddy with the file of `deploy`, without TLS, on a free port of loopback.
  ///
  /// @param folder for its files
  public static FrontProxy caddy(URI server, Path folder) throws IOException, InterruptedException {
    int port = FreePort.find();
    Path file = folder.resolve("Caddyfile");
    Files.writeString(
        file,
        "{\n\tadmin off\n\tauto_https off\n}\n"
            + deployed("Caddyfile")
                .replace("polls.example.org {", "http://127.0.0.1:" + port + " {")
                .replace("node1:8080 node2:8080", server.getAuthority()));
    return start(
        folder, port, "caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
  }

  /// A file of `deploy`, as it stands there.
  static String deployed(String file) throws IOException {
    return Files.readString(
        Path.of(String.valueOf(System.getProperty("pollard.root")), "deploy", file));
  }

  /// Starts a program, whose Debian package has the same name, and waits until it listens.
  static FrontProxy start(Path folder, int port, String program, String... arguments)
      throws IOException, InterruptedException {
    Path found =
        FOLDERS.stream()
            .map(each -> each.resolve(program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("none"));
    assumeTrue(
        Files.isExecutable(found),
        program + " is not installed: this test needs Debian's package " + program);
    Path said = folder.resolve(program + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(found.toString()), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    // Some keep what they remember there.
    builder.environment().keySet().removeIf(each -> each.startsWith("XDG_"));
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    Await.until(program, () -> listens(port) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(said));
    }
    return new FrontProxy(program, process, port);
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
        throw new IllegalStateException(program + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
