package org.pollard.store;

import org.jdbi.v3.core.Handle;

/// Removes what a database keeps beneath its tables of transactions that are over.
interface Traces {

  /// A moment in the life of the database: everything that was committed until now lies before it.
  /// Later ones are never smaller.
  long moment(Handle handle);

  /// Removes what is left of what was committed before the call, as far as nothing still looks at
  /// it. Works outside of a transaction and may take long.
  ///
  /// @return a moment before which nothing is left; when it is earlier than wanted, trying again
  ///   later is right
  long erase(Handle handle);
}
