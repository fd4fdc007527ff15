package org.pollard.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an operator may set, and what is said about the rest.
@NullMarked
class SettingsTest {

  private static final String ACCOUNT = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void nothing_needs_to_be_set() {
    Settings settings = ok(Map.of("PATH", "/bin"));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                8080,
                "0.0.0.0",
                null,
                null,
                null,
                Path.of("data").toAbsolutePath(),
                "jdbc:sqlite:" + Path.of("data").toAbsolutePath().resolve("pollard.db"),
                null,
                null,
                null,
                "rtk.localhost",
                List.of(),
                null,
                Settings.LogForm.TEXT,
                false,
                false));
  }

  @Test
  void everything_can_be_set() throws Exception {
    Path cert = Files.createFile(folder.resolve("cert.pem"));
    Path key = Files.createFile(folder.resolve("key.pem"));
    Settings settings =
        ok(
            Map.ofEntries(
                entry("POLLARD_HTTP_PORT", "9000"),
                entry("POLLARD_HTTP_HOST", "127.0.0.1"),
                entry("POLLARD_HTTPS_PORT", "9443"),
                entry("POLLARD_TLS_CERT", cert.toString()),
                entry("POLLARD_TLS_KEY", key.toString()),
                entry("POLLARD_DATA_DIR", folder.toString()),
                entry("POLLARD_DATABASE_URL", "jdbc:postgresql://db/polls?user=p&password=secret"),
                entry("POLLARD_ADMIN_TOKEN", "sixteen-visibles"),
                entry("POLLARD_ACCOUNT_ID", ACCOUNT),
                entry("POLLARD_PUBLIC_URL", "https://polls.example.org/"),
                entry("POLLARD_REALTIMEKIT_HOST", "rtk.example.org"),
                entry("POLLARD_TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16"),
                entry("POLLARD_METRICS_TOKEN", "sixteen-metering"),
                entry("POLLARD_LOG", "json"),
                entry("POLLARD_CANVAS_STRING_IDS", "true"),
                entry("POLLARD_WEBHOOK_PRIVATE", "true")));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                9000,
                "127.0.0.1",
                9443,
                cert,
                key,
                folder,
                "jdbc:postgresql://db/polls?user=p&password=secret",
                "sixteen-visibles",
                ACCOUNT,
                "https://polls.example.org",
                "rtk.example.org",
                List.of("10.0.0.1", "10.1.0.0/16"),
                "sixteen-metering",
                Settings.LogForm.JSON,
                true,
                true));
  }

  @Test
  void the_database_lies_in_the_data_folder_unless_it_is_named() {
    assertThat(ok(Map.of("POLLARD_DATA_DIR", folder.toString())).databaseUrl())
        .isEqualTo("jdbc:sqlite:" + folder.resolve("pollard.db"));
  }

  @Test
  void a_value_of_nothing_but_space_counts_as_not_set() {
    assertThat(ok(Map.of("POLLARD_HTTP_PORT", "  ", "POLLARD_ADMIN_TOKEN", "")))
        .isEqualTo(ok(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "65535", " 8081 "})
  void a_port_is_a_number_up_to_65535(String port) {
    assertThat(ok(Map.of("POLLARD_HTTP_PORT", port)).httpPort())
        .isEqualTo(Integer.parseInt(port.strip()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POLLARD_HTTP_PORT | -1 | must be a port from 0 to 65535, not '-1'.",
        "POLLARD_HTTP_PORT | 65536 | must be a port from 0 to 65535, not '65536'.",
        "POLLARD_HTTP_PORT | 80a | must be a port from 0 to 65535, not '80a'.",
        "POLLARD_HTTP_PORT | 99999999999 | must be a port from 0 to 65535, not '99999999999'.",
        "POLLARD_HTTP_HOST | a b | must be an address, not 'a b'.",
        "POLLARD_HTTP_HOST | http://x | must be an address, not 'http://x'.",
        "POLLARD_HTTPS_PORT | x | must be a port from 0 to 65535, not 'x'.",
        "POLLARD_REALTIMEKIT_HOST | a:8443 | must be a host name in lower case, without a port, not"
            + " 'a:8443'.",
        "POLLARD_ACCOUNT_ID | 0123 | must be 32 lower-case hexadecimal digits, not '0123'.",
        "POLLARD_PUBLIC_URL | polls.example | must be a URL such as https://polls.example.org,"
            + " not 'polls.example'.",
        "POLLARD_PUBLIC_URL | ftp://a | must be a URL such as https://polls.example.org, not"
            + " 'ftp://a'.",
        "POLLARD_PUBLIC_URL | https://a?b | must be a URL such as https://polls.example.org, not"
            + " 'https://a?b'.",
        "POLLARD_PUBLIC_URL | https://a/polls | must have no path: the pages and their cookies are"
            + " those of a whole host name and work below no other path. Give Pollard a name of its"
            + " own instead of 'https://a/polls'.",
        "POLLARD_PUBLIC_URL | https://a#b | must be a URL such as https://polls.example.org, not"
            + " 'https://a#b'.",
        "POLLARD_TRUSTED_PROXIES | 10.0.0.1,a b | must be addresses, separated by commas, not"
            + " 'a b'.",
        "POLLARD_LOG | JSON | must be text or json, not 'JSON'.",
        "POLLARD_DATABASE_URL | jdbc:sqlite: | must begin with jdbc:sqlite:<path> or"
            + " jdbc:postgresql:.",
      })
  void what_cannot_be_is_refused_with_its_name_and_limit(
      String name, String value, String complaint) {
    assertThat(problems(Map.of(name, value))).containsExactly(name + " " + complaint);
  }

  @Test
  void a_data_folder_must_not_be_a_file() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(problems(Map.of("POLLARD_DATA_DIR", file.toString())))
        .containsExactly("POLLARD_DATA_DIR must be a folder, but '" + file + "' is none.");
  }

  @Test
  void certificate_and_key_belong_together_and_must_be_there() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(problems(Map.of("POLLARD_TLS_CERT", file.toString())))
        .containsExactly(
            "POLLARD_TLS_CERT and POLLARD_TLS_KEY belong together: give both or none.");
    assertThat(
            problems(Map.of("POLLARD_TLS_CERT", file.toString(), "POLLARD_TLS_KEY", file + ".not")))
        .containsExactly(
            "POLLARD_TLS_KEY must be a PEM file that can be read, but '" + file + ".not' is none.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifteen-chars-x", "with a space in it", "with-umlaut-ä-in-it"})
  void a_bad_token_is_refused_and_not_repeated(String token) {
    assertThat(problems(Map.of("POLLARD_ADMIN_TOKEN", token)))
        .containsExactly(
            "POLLARD_ADMIN_TOKEN must be 16 to 255 visible ASCII characters without spaces.");
    assertThat(problems(Map.of("POLLARD_METRICS_TOKEN", token)))
        .containsExactly(
            "POLLARD_METRICS_TOKEN must be 16 to 255 visible ASCII characters without spaces.");
  }

  @Test
  void a_bad_database_address_is_refused_and_not_repeated() {
    assertThat(problems(Map.of("POLLARD_DATABASE_URL", "jdbc:mysql://db?password=hidden")))
        .singleElement()
        .asString()
        .doesNotContain("hidden");
  }

  @Test
  void every_problem_is_named_at_once_and_unknown_names_are_problems() {
    assertThat(
            problems(
                Map.of(
                    "POLLARD_HTTP_PORT", "x",
                    "POLLARD_HTTP_HOST", "a b",
                    "POLLARD_HTTP_PROT", "80",
                    "POLLARD_ACCOUNT_ID", "x")))
        .hasSize(4)
        .contains("POLLARD_HTTP_PROT is no setting of Pollard; docs/operate.md lists them.");
  }

  @Test
  void what_is_said_about_settings_never_holds_a_token_or_a_password() {
    Settings settings =
        ok(
            Map.of(
                "POLLARD_ADMIN_TOKEN",
                "sixteen-visibles",
                "POLLARD_METRICS_TOKEN",
                "sixteen-metering",
                "POLLARD_DATABASE_URL",
                "jdbc:postgresql://db/polls?password=hidden"));

    assertThat(settings.toString())
        .doesNotContain("sixteen-visibles")
        .doesNotContain("sixteen-metering")
        .doesNotContain("hidden");
  }

  private static Settings ok(Map<String, String> environment) {
    return switch (Settings.read(environment)) {
      case Settings.Read.Ok(Settings settings) -> settings;
      case Settings.Read.Refused(List<String> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(Map<String, String> environment) {
    return switch (Settings.read(environment)) {
      case Settings.Read.Ok(_) -> List.of();
      case Settings.Read.Refused(List<String> problems) -> problems;
    };
  }
}
