package org.pollard.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// A program of PostgreSQL's own, such as `pg_dump`, told by its environment where the database is:
/// a password among the arguments could be read by everybody on the machine.
final class PostgresTool {

  private final String name;
  private final Map<String, String> environment;

  private PostgresTool(String name, Map<String, String> environment) {
    this.name = name;
    this.environment = environment;
  }

  static PostgresTool of(String name, String url) {
    Properties parsed = parsed(url);
    String hosts = value(parsed, PGProperty.PG_HOST, "localhost");
    return new PostgresTool(
        name,
        Map.of(
            "PGHOST", hosts,
            "PGPORT", value(parsed, PGProperty.PG_PORT, "5432"),
            "PGDATABASE", value(parsed, PGProperty.PG_DBNAME, ""),
            "PGUSER", value(parsed, PGProperty.USER, System.getProperty("user.name")),
            "PGPASSWORD", value(parsed, PGProperty.PASSWORD, ""),
            "PGSSLMODE", value(parsed, PGProperty.SSL_MODE, "prefer"),
            "PGTARGETSESSIONATTRS", hosts.contains(",") ? "read-write" : "any"));
  }

  /// The name of the database.
  String database() {
    return environment.getOrDefault("PGDATABASE", "");
  }

  /// The URL of another database on the same server.
  static String elsewhere(String url, String database) {
    String own = value(parsed(url), PGProperty.PG_DBNAME, "");
    int end = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
    int start = url.lastIndexOf('/', end);
    String named = url.substring(start + 1, end);
    return named.equals(own) && start > 0
        ? url.substring(0, start + 1) + database + url.substring(end)
        : "jdbc:postgresql:" + database;
  }

  private static Properties parsed(String url) {
    Properties parsed = Driver.parseURL(url, null);
    if (parsed == null) {
      throw new IllegalArgumentException("the PostgreSQL URL cannot be read");
    }
    return parsed;
  }

  private static String value(Properties parsed, PGProperty property, String otherwise) {
    @Nullable String given = property.getOrDefault(parsed);
    return given == null ? otherwise : given;
  }

  /// @throws IllegalStateException with what it said, when it is not there or did not succeed
  void run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(name + " did not succeed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + " was interrupted", e);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("error=2")) {
        throw new IllegalStateException(
            name
                + " is not on the PATH: install PostgreSQL's client programs of the server's version"
                + " or newer (package postgresql-client), or back up with the tools of whoever runs"
                + " the database",
            e);
      }
      throw new UncheckedIOException(name + " could not be run", e);
    }
  }
}
