package org.pollard.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the audit log: the newest million lines of the last 400 days. Thread-safe; every call may
/// wait for the database.
public interface AuditStore {

  /// Adds a line; its id is ignored. Now and then removes some that are too old or too many.
  void add(AuditEntry entry);

  /// The newest lines, the newest first.
  ///
  /// @param before only those with a smaller id
  /// @param event only those of this kind; null means any
  List<AuditEntry> newest(long before, @Nullable AuditEvent event, int limit);

  /// Removes lines from before this moment, and all but the newest `most`, a few thousand at a
  /// time; gives how many.
  int forget(Instant before, long most);
}
