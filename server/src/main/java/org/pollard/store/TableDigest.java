package org.pollard.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// What a table holds, in two numbers that two copies of it have in common.
///
/// @param rows how many
/// @param sha256 of all of them in a fixed order, hexadecimal
public record TableDigest(long rows, String sha256) {

  /// Of every table but that of the migrations, whose times of installation differ from copy to
  /// copy, by name. The caller sees to it that all are read at one moment.
  static Map<String, TableDigest> ofAll(Handle handle, Dialect dialect) {
    Map<String, TableDigest> all = new TreeMap<>();
    for (String table : tables(handle, dialect)) {
      all.put(table, of(handle, dialect, table));
    }
    return all;
  }

  private static List<String> tables(Handle handle, Dialect dialect) {
    return handle
        .createQuery(
            switch (dialect) {
              case SQLITE ->
                  """
                  SELECT name FROM sqlite_schema WHERE type = 'table'
                  AND name NOT LIKE 'sqlite%' AND name <> 'flyway_schema_history'
                  """;
              case POSTGRESQL ->
                  """
                  SELECT tablename FROM pg_tables WHERE schemaname = current_schema()
                  AND tablename <> 'flyway_schema_history'
                  """;
            })
        .mapTo(String.class)
        .list();
  }

  private static TableDigest of(Handle handle, Dialect dialect, String table) {
    String row =
        switch (dialect) {
          case SQLITE ->
              handle
                  .createQuery("SELECT name FROM pragma_table_info(:table)")
                  .bind("table", table)
                  .mapTo(String.class)
                  .collect(
                      Collectors.mapping(
                          name -> "quote(\"" + name + "\")", Collectors.joining("||','||")));
          case POSTGRESQL -> "CAST(each AS text)";
        };
    String order = dialect == Dialect.POSTGRESQL ? row + " COLLATE \"C\"" : "line";
    MessageDigest digest = fresh();
    long rows;
    try (Stream<String> lines =
        handle
            .createQuery(
                "SELECT " + row + " AS line FROM \"" + table + "\" AS each ORDER BY " + order)
            .setFetchSize(10_000)
            .mapTo(String.class)
            .stream()) {
      rows =
          lines
              .peek(
                  line -> {
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) '\n');
                  })
              .count();
    }
    return new TableDigest(rows, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
