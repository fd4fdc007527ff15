package org.pollard.store;

import org.jdbi.v3.core.Handle;

/// Counts the changes of poll sessions, in the transaction of the change. A tally's version is the
/// sum over the nodes.
public final class ChangeCounts {

  private ChangeCounts() {}

  /// One more change of this session's state.
  public static void add(Handle handle, int node, long session) {
    handle
        .createUpdate(
            """
            INSERT INTO change_count (session_id, node, changes, state_changes)
            VALUES (:session, :node, 1, 1)
            ON CONFLICT (session_id, node) DO UPDATE
            SET changes = change_count.changes + 1, state_changes = change_count.state_changes + 1
            """)
        .bind("session", session)
        .bind("node", node)
        .execute();
  }

  /// One more change of this session that only those see who see its results.
  public static void addUnseen(Handle handle, int node, long session) {
    handle
        .createUpdate(
            """
            INSERT INTO change_count (session_id, node, changes, state_changes)
            VALUES (:session, :node, 1, 0)
            ON CONFLICT (session_id, node) DO UPDATE SET changes = change_count.changes + 1
            """)
        .bind("session", session)
        .bind("node", node)
        .execute();
  }

  /// One more change of the state of every session of this poll. The caller has locked the poll, so
  /// that no session is missed.
  public static void addToSessionsOf(Handle handle, int node, long poll) {
    handle
        .createUpdate(
            """
            INSERT INTO change_count (session_id, node, changes, state_changes)
            SELECT id, :node, 1, 1 FROM poll_session WHERE poll_id = :poll ORDER BY id
            ON CONFLICT (session_id, node) DO UPDATE
            SET changes = change_count.changes + 1, state_changes = change_count.state_changes + 1
            """)
        .bind("node", node)
        .bind("poll", poll)
        .execute();
  }
}
