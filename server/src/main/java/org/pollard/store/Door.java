package org.pollard.store;

import org.jspecify.annotations.Nullable;

/// Lends a connection for the time of one piece of work. Thread-safe.
interface Door {

  <T extends @Nullable Object> T with(Work<T> work);
}
