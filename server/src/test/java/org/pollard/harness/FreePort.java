package org.pollard.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A port for what cannot be told to take any: nobody listens on it now, and the system gives it to
/// no connection that goes out meanwhile, since it takes those from 32768 on.
public final class FreePort {

  private static final int LOWEST = 20_000;
  private static final int ABOVE_HIGHEST = 32_768;

  private FreePort() {}

  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
      try (ServerSocket _ = new ServerSocket(port)) {
        return port;
      } catch (IOException e) {
        // Somebody listens there.
      }
    }
  }
}
