package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.RunningServer;

/// What the scripts start to make the start-up cache.
class RehearsalIT {

  @TempDir private Path folder;

  @Test
  void a_class_votes_in_a_new_folder_and_in_no_other_and_the_server_ends_by_itself()
      throws SQLException {
    RunningServer server = RunningServer.start(folder, Map.of(), "-Dpollard.rehearsal=1");

    assertThat(server.exitCode()).isZero();
    assertThat(server.output()).doesNotContain("rehearsal ended early").doesNotContain("ERROR");
    long votes = votes();
    assertThat(votes).isPositive();

    RunningServer again = RunningServer.start(folder, Map.of(), "-Dpollard.rehearsal=1");

    assertThat(again.exitCode()).isZero();
    assertThat(again.output()).contains("this data folder is in use");
    assertThat(votes()).isEqualTo(votes);
  }

  private long votes() throws SQLException {
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("pollard.db"));
        Statement statement = database.createStatement();
        ResultSet votes = statement.executeQuery("SELECT count(*) FROM vote")) {
      return votes.getLong(1);
    }
  }
}
