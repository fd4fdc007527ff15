package org.pollard.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/// What rows must fulfil, put together from what was asked for, with the values of the parameters.
/// Confined to whoever makes the query.
public final class Conditions {

  private final List<String> conditions = new ArrayList<>();
  private final List<Consumer<Query>> values = new ArrayList<>();

  public Conditions(String first) {
    conditions.add(first);
  }

  /// Adds a condition that holds the parameter of this name.
  public Conditions and(String condition, String parameter, Object value) {
    conditions.add(condition);
    values.add(query -> query.bind(parameter, value));
    return this;
  }

  /// Adds a condition without parameters.
  public Conditions and(String condition) {
    conditions.add(condition);
    return this;
  }

  public String text() {
    return String.join(" AND ", conditions);
  }

  public void bind(Query query) {
    values.forEach(each -> each.accept(query));
  }
}
