package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {

  private final AtomicReference<PreparedStatement> used = new AtomicReference<>();
  private Connection connection;
  private Handle handle;

  @BeforeEach
  void open() throws Exception {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    Jdbi jdbi = Jdbi.create(connection);
    jdbi.setStatementBuilderFactory(c -> new KeptStatements());
    jdbi.getConfig(SqlStatements.class)
        .addCustomizer(
            new StatementCustomizer() {
              @Override
              public void beforeExecution(PreparedStatement statement, StatementContext context) {
                used.set(statement);
              }
            });
    handle = jdbi.open();
  }

  @AfterEach
  void close() throws Exception {
    handle.close();
    connection.close();
  }

  private int plusOne(int number) {
    return handle.createQuery("SELECT :n + 1").bind("n", number).mapTo(int.class).one();
  }

  @Test
  void the_same_text_is_prepared_once() {
    assertThat(plusOne(1)).isEqualTo(2);
    PreparedStatement first = used.get();

    assertThat(plusOne(5)).isEqualTo(6);

    assertThat(used.get()).isSameAs(first);
  }

  @Test
  void the_same_text_inside_itself_gets_a_statement_of_its_own() {
    assertThat(
            handle
                .createQuery("SELECT :n + 1")
                .bind("n", 1)
                .map((row, context) -> row.getInt(1) + plusOne(10))
                .one())
        .isEqualTo(13);
    assertThat(plusOne(2)).isEqualTo(3);
  }

  @Test
  void a_statement_that_failed_is_good_for_the_next_time() {
    handle.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
    String sql = "INSERT INTO t (n) VALUES (?)";
    handle.execute(sql, 1);
    assertThat(catchThrowable(() -> handle.execute(sql, 1))).isNotNull();

    assertThat(handle.execute(sql, 2)).isEqualTo(1);
  }

  @Test
  void no_more_than_some_are_kept() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(handle.createQuery("SELECT " + i).mapTo(int.class).one()).isEqualTo(i);
    }
    assertThat(handle.createQuery("SELECT 0").mapTo(int.class).one()).isZero();
  }
}
