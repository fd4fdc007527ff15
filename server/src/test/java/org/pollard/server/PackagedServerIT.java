package org.pollard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged server as an operator starts it: a process of its own that says where it listens.
@NullMarked
class PackagedServerIT {

  private static final Pattern ADDRESS = Pattern.compile("http://[^ :/]+:(\\d+)");

  @TempDir Path data;

  @Test
  @Timeout(60)
  void the_packaged_server_gets_ready_and_stops_when_told() throws Exception {
    Process server = start();
    try (BufferedReader output = server.inputReader(UTF_8)) {
      HttpResponse<String> ready = get(addressIn(output).resolve("/q/health/ready"));

      assertThat(ready.statusCode()).isEqualTo(200);

      server.destroy();

      assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dquarkus.http.port=0",
            "-jar",
            Objects.requireNonNull(System.getProperty("pollard.jar"), "set by the build"));
    builder.environment().put("POLLARD_DATA_DIR", data.toString());
    builder.environment().put("POLLARD_HTTP_HOST", "127.0.0.1");
    builder.environment().put("POLLARD_HTTP_PORT", "0");
    return builder.redirectErrorStream(true).start();
  }

  private static URI addressIn(BufferedReader output) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return URI.create("http://127.0.0.1:" + address.group(1));
      }
    }
    throw new AssertionError("the server ended without an address:\n" + said);
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
