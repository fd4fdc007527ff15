package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Kit;
import org.pollard.harness.NpmClient;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The unmodified npm client `cloudflare` does here what it does upstream.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(300)
class NpmClientIT {

  private final RunningServer server;

  NpmClientIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void it_does_what_it_does_upstream() throws Exception {
    String output =
        NpmClient.run(
            Map.of(
                "POLLARD",
                server.base().toString(),
                "ACCOUNT",
                Kit.ACCOUNT,
                "TOKEN",
                RunningServer.ADMIN_TOKEN),
            "--test",
            "--test-reporter=tap",
            "cloudflare.test.mjs");

    assertThat(output).contains("# fail 0").contains("# pass 7");
  }
}
