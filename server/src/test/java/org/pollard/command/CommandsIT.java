package org.pollard.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.DebianPostgres;
import org.pollard.harness.RunningServer;
import org.pollard.harness.StartCache;
import org.pollard.harness.Tab;

/// The command line against servers that run and databases of those that do not.
@NullMarked
@Timeout(240)
class CommandsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  @TempDir Path elsewhere;
  @TempDir Path postgresFolder;

  /// How a command ended.
  private record Ended(int code, String out, String err) {

    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new AssertionError(this.toString(), e);
      }
    }

    Ended good() {
      assertThat(code).as(toString()).isZero();
      return this;
    }
  }

  private Ended run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            Stream.of(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"),
                    StartCache.options().stream(),
                    Stream.of("-jar", Objects.requireNonNull(System.getProperty("pollard.jar"))),
                    Stream.of(arguments))
                .flatMap(each -> each)
                .toList());
    command.environment().keySet().removeIf(name -> name.startsWith("POLLARD_"));
    command.environment().put("POLLARD_DATA_DIR", data.toString());
    command.environment().putAll(environment);
    command.directory(elsewhere.toFile());
    Path err = Files.createTempFile(elsewhere, "err", ".txt");
    Process process = command.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  /// As an operator starts it: the token is made and kept in the data folder.
  private RunningServer serve() {
    return RunningServer.start(data, Map.of("POLLARD_ADMIN_TOKEN", ""));
  }

  @Test
  void people_and_tokens_are_made_without_a_server_and_with_one() throws Exception {
    Ended first = run("user", "add", "ada", "--name", "Ada Lovelace", "--json").good();
    assertThat(first.json().get("asked_of").asText()).contains("stopped");
    String password = first.json().get("password").asText();
    assertThat(run("user", "add", "ADA").code()).isEqualTo(1);
    String before =
        run("token", "add", "ada", "--days", "3", "--json").good().json().get("token").asText();
    assertThat(run("token", "add", "nobody").err()).contains("Nobody has the login nobody");

    try (RunningServer server = serve()) {
      assertThat(new Tab(server.base()).signIn("ada", password).status()).isEqualTo(200);
      assertThat(server.as(before).get("/api/v1/users/self").json().get("name").asText())
          .isEqualTo("Ada Lovelace");

      Ended second = run("user", "add", "bob", "--json").good();
      assertThat(second.json().get("asked_of").asText()).contains("running");
      Ended taken = run("user", "add", "bob");
      assertThat(taken.code()).isEqualTo(1);
      assertThat(taken.err()).contains("Somebody has the login bob already.");
      assertThat(run("token", "revoke", "bob", "999").err()).contains("bob has no token 999.");
      JsonNode people = run("user", "list", "--json").good().json().get("users");
      assertThat(people.findValuesAsText("login")).contains("ada", "bob");
      String fresh = run("user", "passwd", "ada", "--json").good().json().get("password").asText();
      assertThat(new Tab(server.base()).signIn("ada", password).status()).isEqualTo(401);
      assertThat(new Tab(server.base()).signIn("ada", fresh).status()).isEqualTo(200);

      Ended made = run("token", "add", "bob", "--purpose", "a script", "--json").good();
      String secret = made.json().get("token").asText();
      assertThat(server.as(secret).get("/api/v1/users/self").status()).isEqualTo(200);
      JsonNode tokens = run("token", "list", "bob", "--json").good().json().get("tokens");
      assertThat(tokens.findValuesAsText("purpose")).containsExactly("a script");
      run("token", "revoke", "bob", tokens.get(0).get("id").asText()).good();
      assertThat(server.as(secret).get("/api/v1/users/self").status()).isEqualTo(401);
    }

    JsonNode tokens = run("token", "list", "ada", "--json").good().json().get("tokens");
    run("token", "revoke", "ada", tokens.get(0).get("id").asText()).good();
    assertThat(run("token", "revoke", "ada", "1").code()).isEqualTo(1);
    String link = run("host-link").good().out().strip();
    try (RunningServer server = serve()) {
      assertThat(server.as(before).get("/api/v1/users/self").status()).isEqualTo(401);
      String wish = "{\"link\":\"" + link.substring(link.indexOf('#') + 1) + "\"}";
      assertThat(new Tab(server.base()).send("POST", "/web/session", wish).status()).isEqualTo(200);
    }
  }

  @Test
  void a_backup_under_load_holds_every_vote_that_was_acknowledged_before() throws Exception {
    Path backup = elsewhere.resolve("all.zip");
    long before;
    Asked asked;
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Classroom room = Classroom.in(server);
      asked = room.askOpen("Which?", "A", "B");
      List<Classroom.Person> students = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        students.add(room.student("S" + i));
      }
      for (Classroom.Person each : students.subList(0, 30)) {
        Classroom.vote(each.canvas(), asked, 0);
      }
      before = votes(server, asked);
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(
              () -> {
                for (Classroom.Person each : students.subList(30, students.size())) {
                  if (!ended.get()) {
                    Classroom.vote(each.canvas(), asked, 1);
                  }
                }
              });
      JsonNode done = run("backup", backup.toString(), "--verify", "--json").good().json();
      ended.set(true);
      load.join();
      assertThat(done.get("verified").asBoolean()).isTrue();
      assertThat(done.get("rows").asLong()).isGreaterThan(before);
      assertThat(run("backup", backup.toString()).err()).contains("nothing is overwritten");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    assertThat(run("restore", backup.toString()).err()).contains("nothing is overwritten");

    Path fresh = elsewhere.resolve("fresh");
    Map<String, String> there = Map.of("POLLARD_DATA_DIR", fresh.toString());
    run(there, "restore", backup.toString()).good();
    try (RunningServer server = RunningServer.start(fresh, Map.of())) {
      assertThat(votes(server, asked)).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void a_shared_database_is_copied_with_its_own_tools_verified_and_put_back() throws Exception {
    Path backup = elsewhere.resolve("shared.zip");
    try (DebianPostgres postgres = DebianPostgres.in(postgresFolder, "polls", "other")) {
      Map<String, String> shared = Map.of("POLLARD_DATABASE_URL", postgres.url("polls"));
      Asked asked;
      try (RunningServer server = RunningServer.start(data, shared)) {
        Classroom room = Classroom.in(server);
        asked = room.askOpen("Which?", "A", "B");
        Classroom.vote(room.student("Ada").canvas(), asked, 0);
        JsonNode done =
            run(shared, "backup", backup.toString(), "--verify", "--json").good().json();
        assertThat(done.get("verified").asBoolean()).isTrue();
      }
      assertThat(run(shared, "restore", backup.toString()).err())
          .contains("nothing is overwritten");
      Path fresh = elsewhere.resolve("fresh");
      Map<String, String> there =
          Map.of(
              "POLLARD_DATABASE_URL", postgres.url("other"), "POLLARD_DATA_DIR", fresh.toString());
      run(there, "restore", backup.toString()).good();
      try (RunningServer server = RunningServer.start(fresh, there)) {
        assertThat(votes(server, asked)).isEqualTo(1);
      }
    }
  }

  private static long votes(RunningServer server, Asked asked) {
    return server.admin().get("/live/sessions/" + asked.session()).json().get("votes").asLong();
  }

  @Test
  void a_backup_is_encrypted_for_one_key_and_damage_is_found() throws Exception {
    run("user", "add", "ada").good();
    Path key = elsewhere.resolve("key.txt");
    String recipient = run("backup-key", key.toString()).good().out().strip();
    assertThat(recipient).startsWith("age1");
    Path secret = elsewhere.resolve("all.zip.age");
    run("backup", secret.toString(), "--encrypt-to", recipient).good();
    assertThat(Files.readString(secret, StandardCharsets.ISO_8859_1))
        .startsWith("age-encryption.org/v1")
        .doesNotContain("SQLite format");
    assertThat(run("backup", "--only-verify", secret.toString()).err()).contains("--identity");
    run("backup", "--only-verify", secret.toString(), "--identity", key.toString()).good();
    Path other = elsewhere.resolve("other.txt");
    run("backup-key", other.toString()).good();
    assertThat(
            run("backup", "--only-verify", secret.toString(), "--identity", other.toString())
                .code())
        .isEqualTo(1);
    assertThat(run("backup", elsewhere.resolve("x").toString(), "--encrypt-to", "me").code())
        .isEqualTo(1);
    assertThat(elsewhere.resolve("x")).doesNotExist();

    byte[] bytes = Files.readAllBytes(secret);
    bytes[bytes.length / 2] ^= 1;
    Files.write(secret, bytes);
    Ended damaged = run("backup", "--only-verify", secret.toString(), "--identity", key.toString());
    assertThat(damaged.code()).isEqualTo(1);
    try (Stream<Path> left = Files.list(elsewhere)) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".pollard-"));
    }
  }

  @Test
  void a_backup_holds_the_database_once_whatever_its_file_is_called() throws Exception {
    Map<String, String> other =
        Map.of("POLLARD_DATABASE_URL", "jdbc:sqlite:" + data.resolve("polls.sqlite"));
    run(other, "user", "add", "ada").good();
    Path backup = elsewhere.resolve("all.zip");
    run(other, "backup", backup.toString()).good();

    try (var zip = new ZipFile(backup.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains("database", "files/account-id")
          .noneMatch(name -> name.contains("polls.sqlite"));
    }
  }

  @Test
  void check_reports_every_problem_at_once_and_changes_nothing() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "POLLARD_HTTP_PORT", "many",
            "POLLARD_NO_SUCH", "x",
            "POLLARD_PUBLIC_URL", "ftp://x");
    Ended ended = run(wrong, "check", "--json");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.json().get("problems")).hasSize(3);

    Ended good = run(Map.of("POLLARD_HTTP_PORT", "0"), "check").good();
    assertThat(
            run(
                    Map.of("POLLARD_HTTP_PORT", "0", "POLLARD_TRUSTED_PROXIES", "nobody.invalid"),
                    "check")
                .good()
                .out())
        .contains("'nobody.invalid' is no address that is known here");
    assertThat(run("help", "backup").good().out()).contains("--encrypt-to");
    assertThat(good.out())
        .contains("A server would start")
        .contains("first start makes its tables");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).isEmpty();
    }
    assertThat(
            run(Map.of("POLLARD_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x"), "check").code())
        .isEqualTo(1);
  }

  @Test
  void settings_stand_in_a_file_and_the_environment_wins() throws Exception {
    Files.writeString(
        data.resolve("pollard.properties"),
        "# of this server\nPOLLARD_HTTP_PORT=many\nPOLLARD_CANVAS_STRING_IDS=true\n");
    assertThat(run("check").out()).contains("POLLARD_HTTP_PORT must be a port");
    run(Map.of("POLLARD_HTTP_PORT", "0"), "check").good();
    try (RunningServer server = serve()) {
      String own = Files.readString(data.resolve("admin-token")).strip();
      assertThat(server.as(own).get("/api/v1/users/self").json().get("id").isTextual()).isTrue();
    }
    Path named = Files.writeString(elsewhere.resolve("own.properties"), "POLLARD_NOPE=1\nhalf\n");
    Ended ended = run(Map.of("POLLARD_CONFIG", named.toString()), "check");
    assertThat(ended.out()).contains("POLLARD_NOPE").contains("half in ");
    assertThat(run(Map.of("POLLARD_CONFIG", "/no/such/file"), "serve").code()).isEqualTo(2);
  }

  @Test
  void tables_are_brought_up_to_date_once() throws Exception {
    assertThat(run("migrate", "--dry-run", "--json").good().json().get("done").asBoolean())
        .isFalse();
    assertThat(data.resolve("pollard.db")).doesNotExist();
    JsonNode done = run("migrate", "--json").good().json();
    assertThat(done.get("done").asBoolean()).isTrue();
    assertThat(done.get("to").asInt())
        .isEqualTo(run("version", "--json").good().json().get("schema").asInt());
    assertThat(run("migrate").good().out()).contains("up to date");
  }

  @Test
  void results_are_exported_by_a_server_that_runs() throws Exception {
    Path folder = elsewhere.resolve("results");
    assertThat(run("export", folder.toString()).err()).contains("No server runs here");
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Classroom room = Classroom.in(server);
      Asked asked = room.askOpen("Which?", "A", "B");
      Classroom.vote(room.student("Stu").canvas(), asked, 0);
      Map<String, String> token = Map.of("POLLARD_ADMIN_TOKEN", RunningServer.ADMIN_TOKEN);
      Ended ended =
          run(token, "export", folder.toString(), "--room", "" + room.course(), "--json").good();
      assertThat(ended.json().get("files")).hasSize(1);
      assertThat(folder.resolve("room-" + room.course() + ".xlsx")).isNotEmptyFile();
      assertThat(run(token, "export", folder.toString(), "--room", "999999").code()).isEqualTo(1);
    }
  }

  @Test
  void every_command_tells_what_it_does_and_wrong_use_is_a_2() throws Exception {
    for (String each :
        List.of(
            "serve",
            "demo",
            "host-link",
            "user",
            "token",
            "backup",
            "backup-key",
            "restore",
            "check",
            "migrate",
            "export",
            "version")) {
      assertThat(run(each, "--help").good().out()).startsWith("Usage: pollard " + each);
    }
    assertThat(run("no-such-command").code()).isEqualTo(2);
    assertThat(run("backup", "--no-such-option").code()).isEqualTo(2);
    assertThat(run("generate-completion").good().out()).contains("complete ");
  }
}
