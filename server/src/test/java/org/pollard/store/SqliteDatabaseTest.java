package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.people.NewUser;
import org.pollard.people.VoterId;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.store.people.PeopleRows;
import org.pollard.store.people.SharedValueRows;
import org.pollard.store.voting.VoteRows;

class SqliteDatabaseTest {

  @TempDir Path folder;

  private Database open() {
    return Database.open("jdbc:sqlite:" + folder.resolve("pollard.db"), folder);
  }

  private static String pragma(Handle handle, String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
  }

  @Test
  void the_promises_of_the_storage_are_switched_on() {
    try (Database database = open()) {
      for (Function<Work<String>, String> way :
          List.<Function<Work<String>, String>>of(database::read, database::write)) {
        assertThat(way.apply(handle -> pragma(handle, "journal_mode"))).isEqualTo("wal");
        assertThat(way.apply(handle -> pragma(handle, "synchronous"))).isEqualTo("2");
        assertThat(way.apply(handle -> pragma(handle, "foreign_keys"))).isEqualTo("1");
        assertThat(way.apply(handle -> pragma(handle, "secure_delete"))).isEqualTo("1");
        assertThat(way.apply(handle -> pragma(handle, "mmap_size"))).isEqualTo("0");
        assertThat(way.apply(handle -> pragma(handle, "busy_timeout"))).isEqualTo("10000");
        assertThat(way.apply(handle -> pragma(handle, "wal_autocheckpoint"))).isEqualTo("16000");
      }
      assertThat(database.<String>read(handle -> pragma(handle, "query_only"))).isEqualTo("1");
    }
  }

  @Test
  void readers_cannot_write() {
    try (Database database = open()) {
      assertThatThrownBy(
              () ->
                  database.<Integer>read(
                      handle -> handle.execute("INSERT INTO setting VALUES ('a', 'b')")))
          .hasRootCauseInstanceOf(org.sqlite.SQLiteException.class);
    }
  }

  @Test
  void the_file_is_for_its_owner_only() throws Exception {
    try (Database database = open()) {
      database.probe();
      for (String name : List.of("pollard.db", "pollard.db-wal")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void what_a_killed_process_left_in_the_temporary_folder_is_cleared() throws Exception {
    Path leftover = Files.createDirectories(folder.resolve("tmp")).resolve("sqlite-old.so");
    Files.writeString(leftover, "left behind");

    open().close();

    assertThat(leftover).doesNotExist();
    assertThat(System.getProperty("org.sqlite.tmpdir"))
        .isEqualTo(folder.resolve("tmp").toAbsolutePath().toString());
  }

  @Test
  void everything_is_there_again_after_opening_again() {
    VoterId user;
    try (Database database = open()) {
      user =
          new PeopleRows(database)
              .addUser(new NewUser("Ada", "ada", null, false), StoreContract.NOW)
              .orElseThrow()
              .id();
    }
    try (Database database = open()) {
      assertThat(new PeopleRows(database).userByLogin("ADA").orElseThrow().id()).isEqualTo(user);
    }
  }

  @Test
  void versions_go_on_where_they_were_after_opening_again() {
    SessionId session;
    Tally before;
    try (Database database = open()) {
      Part part = new Part(database);
      Poll poll = part.poll();
      Choice choice = part.choice(poll, "a");
      PollSession asked = part.openSession(poll, false);
      session = asked.id();
      part.cast(asked, part.voter(), choice);
      before = part.tally(session);
    }
    try (Database database = open()) {
      Part part = new Part(database);
      assertThat(part.tally(session)).isEqualTo(before);
      new VoteRows(database).setOpen(session, false);
      assertThat(part.tally(session).version()).isGreaterThan(before.version());
    }
  }

  private static final class Part extends StoreContract {
    private final Database database;

    Part(Database database) {
      this.database = database;
    }

    @Override
    Database database() {
      return database;
    }
  }

  @Test
  void a_database_that_needs_a_newer_program_is_refused_untouched() {
    try (Database database = open()) {
      database.write(handle -> handle.execute("UPDATE compatibility SET oldest_known = ?", 1_000));
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(IncompatibleDatabaseException.class)
        .hasMessageContaining("1000")
        .hasMessageContaining("newer Pollard");
  }

  @Test
  void a_database_of_a_newer_program_that_older_ones_may_use_is_opened() {
    try (Database database = open()) {
      database.write(
          handle ->
              handle.execute(
                  """
                  INSERT INTO flyway_schema_history
                  SELECT 99, '99', 'later', type, 'V99__later.sql', checksum, installed_by,
                    installed_on, execution_time, success
                  FROM flyway_schema_history LIMIT 1
                  """));
    }
    open().close();
  }

  @ParameterizedTest
  @CsvSource({
    "3.51.2, false",
    "3.50.9, false",
    "3.9.9, false",
    "3.51.3, true",
    "3.51.3.1, true",
    "3.52.0, true",
    "4.0, true"
  })
  void libraries_that_can_lose_votes_are_not_new_enough(String version, boolean good) {
    assertThat(Sqlite.isNewEnough(version)).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:h2:mem", "''"})
  void other_urls_are_refused_in_words(String url) {
    assertThatThrownBy(() -> Database.open(url, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("URL");
  }

  @Test
  void work_that_throws_is_undone() {
    try (Database database = open()) {
      assertThatThrownBy(
              () ->
                  database.<Integer>write(
                      handle -> {
                        handle.execute("INSERT INTO setting VALUES ('a', 'b')");
                        throw new IllegalStateException("on purpose");
                      }))
          .hasMessage("on purpose");

      assertThat(new SharedValueRows(database).get("a")).isEmpty();
      new SharedValueRows(database).put("a", "c");
      assertThat(new SharedValueRows(database).get("a")).contains("c");
    }
  }

  @Test
  void a_probe_tells_when_writing_last_worked() {
    try (Database database = open()) {
      assertThat(database.lastCommit()).isEmpty();
      database.probe();
      assertThat(database.lastCommit()).isPresent();
    }
  }

  @Test
  void failures_do_not_tell_what_was_written() {
    try (Database database = open()) {
      new SharedValueRows(database)
          .addLink(userOf(database), null, "the-secret-hash", StoreContract.NOW);
      assertThatThrownBy(
              () ->
                  new SharedValueRows(database)
                      .addLink(
                          new VoterId(StoreContract.UNKNOWN),
                          null,
                          "the-secret-hash",
                          StoreContract.NOW))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("the-secret-hash"))
          .satisfies(
              e -> assertThat(String.valueOf(e.getCause())).doesNotContain("the-secret-hash"));
    }
  }

  private static VoterId userOf(Database database) {
    return new PeopleRows(database)
        .addUser(new NewUser("U", null, null, false), StoreContract.NOW)
        .orElseThrow()
        .id();
  }

  @Test
  void database_work_inside_database_work_is_refused_instead_of_waiting_for_itself() {
    try (Database database = open()) {
      assertThatThrownBy(() -> database.<Map<?, ?>>write(handle -> database.read(h -> Map.of())))
          .hasMessageContaining("inside database work");
    }
  }
}
