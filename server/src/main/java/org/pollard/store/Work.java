package org.pollard.store;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What is to be done with a connection. It runs on a thread of a [Lane], must not ask the
/// [Database] for another connection, and, as part of a transaction, may run more than once.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {

  T in(Handle handle);
}
