package org.pollard.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// A database with servers on it, and what can be done to them. Whoever starts, strikes and closes
/// it does so from one thread.
interface Site extends AutoCloseable {

  /// Something terrible. When it returns everything runs again.
  record Blow(String name, Strike strike) {}

  interface Strike {
    void hit(RandomGenerator random) throws Exception;
  }

  void start() throws Exception;

  /// All of them run, but for the one that a blow has just hit.
  List<Node> nodes();

  /// Where the database can be read beside the servers.
  String url();

  List<Blow> blows();

  /// On average, from one to the next.
  default Duration betweenBlows() {
    return Duration.ofSeconds(5);
  }

  @Override
  void close() throws IOException;
}
