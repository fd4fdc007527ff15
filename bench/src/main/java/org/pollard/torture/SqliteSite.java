package org.pollard.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// One server with its embedded database.
final class SqliteSite implements Site {

  private static final Duration UNTIL_FULL = Duration.ofSeconds(20);
  private static final long FULL_MILLIS = 1_000;
  private static final long ROOM = 16 * 1024;

  private final Node node;

  SqliteSite(Path folder) {
    this.node = new Node("node", folder, Map.of());
  }

  @Override
  public void start() {
    node.start();
  }

  @Override
  public List<Node> nodes() {
    return List.of(node);
  }

  @Override
  public String url() {
    return "jdbc:sqlite:" + node.data().resolve("pollard.db");
  }

  @Override
  public List<Blow> blows() {
    return List.of(new Blow("server killed", this::kill), new Blow("disk full", this::fillDisk));
  }

  @Override
  public void close() {
    node.close();
  }

  private void kill(RandomGenerator random) {
    node.kill();
    node.start();
  }

  /// The journal may grow no more, which holds without root: writes then fail in the operating
  /// system, as on a disk without room.
  private void fillDisk(RandomGenerator random) throws IOException, InterruptedException {
    node.limitFiles(journal().toFile().length() + ROOM);
    long deadline = System.nanoTime() + UNTIL_FULL.toNanos();
    while (ready()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the disk did not fill: nobody wrote enough");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    TimeUnit.MILLISECONDS.sleep(FULL_MILLIS);
    if (random.nextBoolean()) {
      node.kill();
    } else {
      node.stop();
    }
    node.start();
  }

  private Path journal() {
    return node.data().resolve("pollard.db-wal");
  }

  private boolean ready() throws IOException, InterruptedException {
    URI ready = node.base().orElseThrow().resolve("/q/health/ready");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
                  HttpRequest.newBuilder(ready).timeout(Client.PATIENCE).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    }
  }
}
