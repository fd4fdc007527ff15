package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both databases must have the same migrations and, after them, the same tables and columns.
class MigrationsTest {

  @TempDir Path folder;

  @Test
  void each_database_has_the_migrations_that_the_program_names() throws Exception {
    for (Dialect dialect : Dialect.values()) {
      assertThat(files(dialect)).containsExactlyInAnyOrderElementsOf(Migrations.FILES);
    }
  }

  private static List<String> files(Dialect dialect) throws Exception {
    try (Stream<Path> files = Files.list(folderOf(dialect))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static Path folderOf(Dialect dialect) throws URISyntaxException {
    URL url = MigrationsTest.class.getResource("/db/" + dialect.name().toLowerCase(Locale.ROOT));
    return Path.of(Objects.requireNonNull(url).toURI());
  }

  @Test
  void the_newest_migration_has_the_version_that_the_program_knows() {
    assertThat(Migrations.FILES.getLast()).startsWith("V" + Migrations.KNOWN + "__");
  }

  @Test
  void both_databases_have_the_same_tables_and_columns() throws Exception {
    List<String> sqlite;
    try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("pollard.db"), folder)) {
      sqlite =
          columns(
              database,
              """
              SELECT t.name || '.' || c.name || (CASE WHEN c."notnull" OR c.pk > 0 THEN '!' ELSE '' END)
              FROM sqlite_master t, pragma_table_info(t.name) c
              WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'flyway%'
              """);
    }
    List<String> postgres;
    try (Database database = Database.open(TestPostgres.fresh("parity"), folder)) {
      postgres =
          columns(
              database,
              """
              SELECT table_name || '.' || column_name
                || (CASE WHEN is_nullable = 'NO' THEN '!' ELSE '' END)
              FROM information_schema.columns
              WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%'
              """);
    }

    assertThat(sqlite).contains("vote.choice_id!", "users.login_id").isEqualTo(postgres);
  }

  private static List<String> columns(Database database, String sql) {
    return database.read(
        handle -> handle.createQuery(sql).mapTo(String.class).stream().sorted().toList());
  }
}
