package org.pollard.store;

import org.jdbi.v3.core.Handle;

/// Removes what a database keeps beneath its tables of transactions that are over.
interface Traces {

  /// Removes what is left of everything that was committed before the call. Works outside of a
  /// transaction and may take long.
  ///
  /// @return false when something that still looks at the past kept it from that; trying again
  ///   later is right
  boolean erase(Handle handle);
}
