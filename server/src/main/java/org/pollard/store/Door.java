package org.pollard.store;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Lends a connection for the time of one piece of work. Thread-safe.
interface Door {

  <T extends @Nullable Object> T with(Work<T> work);

  /// Commits what was done on it, waiting no longer than is right for this database.
  default void commit(Handle handle) {
    handle.commit();
  }
}
