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
    assertThat(run("cloudflare.test.mjs")).contains("# fail 0").contains("# pass 7");
  }

  @Test
  void every_method_that_it_has_for_meetings_is_answered() throws Exception {
    assertThat(run("every-method.test.mjs")).contains("# fail 0").contains("# pass 2");
  }

  private String run(String script) throws Exception {
    return NpmClient.run(
        Map.of(
            "POLLARD",
            server.base().toString(),
            "ACCOUNT",
            Kit.ACCOUNT,
            "TOKEN",
            RunningServer.ADMIN_TOKEN),
        "--test",
        "--test-reporter=tap",
        script);
  }
}
