package org.pollard.store;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// A query whose result is given in slices, with the length of the whole.
///
/// @param columns what to select
/// @param from the rest of the query: tables and conditions
/// @param order by what to sort
public record Listed<T>(String columns, String from, String order, RowMapper<T> mapper) {

  public Listing<T> read(Handle handle, Slice slice, Consumer<Query> binding) {
    Query count = handle.createQuery("SELECT count(*) FROM " + from);
    binding.accept(count);
    Query items =
        handle
            .createQuery(
                """
                SELECT %s FROM %s
                ORDER BY %s LIMIT :limit OFFSET :offset
                """
                    .formatted(columns, from, order))
            .bind("limit", slice.limit())
            .bind("offset", slice.offset());
    binding.accept(items);
    return new Listing<>(items.map(mapper).list(), count.mapTo(long.class).one());
  }
}
