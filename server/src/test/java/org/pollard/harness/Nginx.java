package org.pollard.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The real nginx in front of a server, with the block of `docs/operate.md`. Where there is no
/// nginx the test is skipped; `bin/test` installs it where it can. Closing ends it.
public final class Nginx implements AutoCloseable {

  private final FrontProxy proxy;

  private Nginx(FrontProxy proxy) {
    this.proxy = proxy;
  }

  /// Starts it and waits until it listens.
  ///
  /// @param port which it listens on, of all addresses of this machine
  /// @param folder for its files
  /// @param edit what is changed in the block of the documentation
  public static Nginx before(URI server, int port, Path folder, UnaryOperator<String> edit)
      throws IOException, InterruptedException {
    return start(folder, port, configuration(edit.apply(block(server)), port));
  }

  /// Starts it with the file of `deploy` that is for many viewers, without TLS, which notes for
  /// each request whether it asked the server.
  public static Nginx caching(URI server, int port, Path folder)
      throws IOException, InterruptedException {
    String file =
        FrontProxy.deployed("nginx.conf")
            .replace("/var/cache/nginx/pollard", folder.resolve("cache").toString())
            .replace("127.0.0.1:8080", server.getAuthority())
            .replace("listen 443 ssl http2;", "listen " + port + ";")
            .replaceAll("(?m)^ *ssl_.*\n", "");
    return start(
        folder,
        port,
        around(
            "log_format asked '$uri $upstream_addr';\naccess_log asked.log asked buffer=64k flush=1s;\n"
                + file));
  }

  private static Nginx start(Path folder, int port, String configuration)
      throws IOException, InterruptedException {
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration);
    return new Nginx(
        FrontProxy.start(folder, port, "nginx", "-p", folder.toString(), "-c", file.toString()));
  }

  /// On this machine.
  public URI base() {
    return proxy.base();
  }

  @Override
  public void close() {
    proxy.close();
  }

  /// The block of the documentation, as it stands there.
  private static String block(URI server) throws IOException {
    String page =
        Files.readString(
            Path.of(String.valueOf(System.getProperty("pollard.root")), "docs", "operate.md"));
    Matcher block =
        Pattern.compile("\n    location / \\{\n.*?\n    }\n", Pattern.DOTALL).matcher(page);
    if (!block.find() || !block.group().contains("http://127.0.0.1:8080")) {
      throw new AssertionError("docs/operate.md has no block for nginx");
    }
    return block.group().replace("http://127.0.0.1:8080", server.toString());
  }

  private static String configuration(String location, int port) {
    return around("access_log off;\nserver {\nlisten %d;\n%s\n}\n".formatted(port, location));
  }

  private static String around(String http) {
    String paths =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(each -> each + "_temp_path tmp-" + each + ";\n")
            .reduce("", String::concat);
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log nginx.log;
    events {}
    http {
    %s
    %s
    }
    """
        .formatted(paths, http);
  }
}
