package org.pollard.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an operator set, read from `POLLARD_…` environment variables and from a file below them.
/// Immutable.
///
/// @param httpPort port of the plain listener; 0 picks a free one
/// @param httpHost address to bind
/// @param httpsPort port of the TLS listener; 0 picks a free one; null: none
/// @param tlsCert PEM file; null, as the key then is: made at the first start
/// @param tlsKey PEM file
/// @param dataDir everything that is written when the database is embedded
/// @param databaseUrl a JDBC URL of SQLite or PostgreSQL; may hold a password, so it is never shown
/// @param adminToken null: made at the first start
/// @param accountId 32 hexadecimal digits; null: made at the first start
/// @param publicUrl base of absolute links; null: as each request says
/// @param realtimeKitHost base host of RealtimeKit's clients, which call names below it
/// @param trustedProxies addresses whose forwarding headers count; may be empty
/// @param metricsToken opens the metrics and nothing else; null: there is none
/// @param log how the log is written
/// @param canvasStringIds whether ids of the Canvas wire are strings, as Canvas itself sends them
/// @param webhookPrivate whether webhooks may go to loopback and private addresses
public record Settings(
    int httpPort,
    String httpHost,
    @Nullable Integer httpsPort,
    @Nullable Path tlsCert,
    @Nullable Path tlsKey,
    Path dataDir,
    String databaseUrl,
    @Nullable String adminToken,
    @Nullable String accountId,
    @Nullable String publicUrl,
    String realtimeKitHost,
    List<String> trustedProxies,
    @Nullable String metricsToken,
    LogForm log,
    boolean canvasStringIds,
    boolean webhookPrivate) {

  private static final String PREFIX = "POLLARD_";
  private static final String PORT = PREFIX + "HTTP_PORT";
  private static final String HOST = PREFIX + "HTTP_HOST";
  private static final String HTTPS_PORT = PREFIX + "HTTPS_PORT";
  private static final String CERT = PREFIX + "TLS_CERT";
  private static final String KEY = PREFIX + "TLS_KEY";
  private static final String DATA = PREFIX + "DATA_DIR";
  private static final String DATABASE = PREFIX + "DATABASE_URL";
  private static final String TOKEN = PREFIX + "ADMIN_TOKEN";
  private static final String ACCOUNT = PREFIX + "ACCOUNT_ID";
  private static final String PUBLIC = PREFIX + "PUBLIC_URL";
  private static final String REALTIMEKIT = PREFIX + "REALTIMEKIT_HOST";
  private static final String PROXIES = PREFIX + "TRUSTED_PROXIES";
  private static final String METRICS = PREFIX + "METRICS_TOKEN";
  private static final String LOG = PREFIX + "LOG";
  private static final String STRING_IDS = PREFIX + "CANVAS_STRING_IDS";
  private static final String WEBHOOK_PRIVATE = PREFIX + "WEBHOOK_PRIVATE";
  private static final Set<String> KNOWN =
      Set.of(
          SettingsFile.CONFIG,
          WEBHOOK_PRIVATE,
          STRING_IDS,
          PORT,
          HOST,
          HTTPS_PORT,
          CERT,
          KEY,
          DATA,
          DATABASE,
          TOKEN,
          ACCOUNT,
          PUBLIC,
          REALTIMEKIT,
          PROXIES,
          METRICS,
          LOG);

  private static final Pattern ACCOUNT_FORM = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern TOKEN_FORM = Pattern.compile("[\\x21-\\x7e]{16,255}");
  private static final Pattern HOST_FORM = Pattern.compile("[0-9A-Za-z._:\\-\\[\\]]+");

  private static final Pattern NAME_FORM =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /// How the log is written: lines for people, or an object a line for programs.
  public enum LogForm {
    TEXT,
    JSON
  }

  public Settings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// Without what must not be seen in a log: the tokens and the database's address.
  @Override
  public String toString() {
    return "Settings[" + httpHost + ":" + httpPort + ", data in " + dataDir + "]";
  }

  /// What became of reading them.
  public sealed interface Read {

    record Ok(Settings settings) implements Read {}

    /// Every problem, one sentence each; at least one.
    record Refused(List<String> problems) implements Read {}
  }

  /// Reads all settings and names everything that is wrong with them at once.
  public static Read read(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Map<String, String> given = new TreeMap<>();
    SettingsFile.below(environment, problems)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                if (KNOWN.contains(name)) {
                  given.put(name, value.strip());
                } else {
                  problems.add(name + " is no setting of Pollard; docs/operate.md lists them.");
                }
              }
            });
    given.values().removeIf(String::isEmpty);
    Path dataDir = dataDir(given.getOrDefault(DATA, "data"), problems);
    Settings settings =
        new Settings(
            port(PORT, given.getOrDefault(PORT, "8080"), problems),
            matching(HOST, given.getOrDefault(HOST, "0.0.0.0"), HOST_FORM, "an address", problems),
            given.containsKey(HTTPS_PORT)
                ? (Integer) port(HTTPS_PORT, given.getOrDefault(HTTPS_PORT, ""), problems)
                : null,
            file(CERT, given.get(CERT), problems),
            file(KEY, given.get(KEY), problems),
            dataDir,
            databaseUrl(
                given.getOrDefault(DATABASE, "jdbc:sqlite:" + dataDir.resolve("pollard.db")),
                problems),
            secret(TOKEN, given.get(TOKEN), problems),
            account(given.get(ACCOUNT), problems),
            publicUrl(given.get(PUBLIC), problems),
            matching(
                REALTIMEKIT,
                given.getOrDefault(REALTIMEKIT, "rtk.localhost"),
                NAME_FORM,
                "a host name in lower case, without a port",
                problems),
            proxies(given.getOrDefault(PROXIES, ""), problems),
            secret(METRICS, given.get(METRICS), problems),
            logForm(given.getOrDefault(LOG, "text"), problems),
            yes(STRING_IDS, given.getOrDefault(STRING_IDS, "false"), problems),
            yes(WEBHOOK_PRIVATE, given.getOrDefault(WEBHOOK_PRIVATE, "false"), problems));
    if ((settings.tlsCert == null) != (settings.tlsKey == null)) {
      problems.add(CERT + " and " + KEY + " belong together: give both or none.");
    }
    return problems.isEmpty() ? new Read.Ok(settings) : new Read.Refused(problems);
  }

  private static @Nullable Path file(String name, @Nullable String text, List<String> problems) {
    if (text == null) {
      return null;
    }
    try {
      Path path = Path.of(text).toAbsolutePath();
      if (!Files.isReadable(path) || Files.isDirectory(path)) {
        problems.add(name + " must be a PEM file that can be read, but '" + path + "' is none.");
      }
      return path;
    } catch (InvalidPathException e) {
      problems.add(name + " must be a path, not '" + text + "'.");
      return null;
    }
  }

  private static int port(String name, String text, List<String> problems) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below, as any other value that is no port.
    }
    problems.add(name + " must be a port from 0 to 65535, not '" + text + "'.");
    return 0;
  }

  private static Path dataDir(String text, List<String> problems) {
    try {
      Path path = Path.of(text).toAbsolutePath().normalize();
      if (Files.exists(path) && !Files.isDirectory(path)) {
        problems.add(DATA + " must be a folder, but '" + path + "' is none.");
      }
      return path;
    } catch (InvalidPathException e) {
      problems.add(DATA + " must be a path, not '" + text + "'.");
      return Path.of("data");
    }
  }

  private static String databaseUrl(String url, List<String> problems) {
    boolean sqlite = url.startsWith("jdbc:sqlite:") && url.length() > "jdbc:sqlite:".length();
    if (!sqlite && !url.startsWith("jdbc:postgresql:")) {
      // The value may hold a password: it is not repeated.
      problems.add(DATABASE + " must begin with jdbc:sqlite:<path> or jdbc:postgresql:.");
    }
    return url;
  }

  private static @Nullable String secret(
      String name, @Nullable String token, List<String> problems) {
    if (token != null && !TOKEN_FORM.matcher(token).matches()) {
      problems.add(name + " must be 16 to 255 visible ASCII characters without spaces.");
    }
    return token;
  }

  private static boolean yes(String name, String text, List<String> problems) {
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(name + " must be true or false, not '" + text + "'.");
    }
    return text.equals("true");
  }

  private static LogForm logForm(String text, List<String> problems) {
    for (LogForm form : LogForm.values()) {
      if (form.name().toLowerCase(Locale.ROOT).equals(text)) {
        return form;
      }
    }
    problems.add(LOG + " must be text or json, not '" + text + "'.");
    return LogForm.TEXT;
  }

  private static @Nullable String account(@Nullable String id, List<String> problems) {
    return id == null
        ? null
        : matching(ACCOUNT, id, ACCOUNT_FORM, "32 lower-case hexadecimal digits", problems);
  }

  private static @Nullable String publicUrl(@Nullable String text, List<String> problems) {
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        if (uri.getPath() != null && !uri.getPath().isEmpty() && !uri.getPath().equals("/")) {
          problems.add(
              PUBLIC
                  + " must have no path: the pages and their cookies are those of a whole host name"
                  + " and work below no other path. Give Pollard a name of its own instead of '"
                  + text
                  + "'.");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (URISyntaxException e) {
      // Told below, as any other value that is no such URL.
    }
    problems.add(PUBLIC + " must be a URL such as https://polls.example.org, not '" + text + "'.");
    return text;
  }

  private static List<String> proxies(String text, List<String> problems) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(
            each ->
                matching(
                    PROXIES,
                    each,
                    Pattern.compile("[0-9A-Za-z.:/\\-]+"),
                    "addresses, separated by commas",
                    problems))
        .toList();
  }

  private static String matching(
      String name, String value, Pattern form, String what, List<String> problems) {
    if (!form.matcher(value).matches()) {
      problems.add(name + " must be " + what + ", not '" + value + "'.");
    }
    return value;
  }
}
