package org.pollard.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.pollard.poll.Changes;

/// An opened database: its doors, how many may pass each at a time, and what to close in the end.
///
/// @param reading lends connections that cannot write
/// @param readers how many read at a time
/// @param writing lends connections that can write
/// @param writers how many write at a time
/// @param ownLaneForVotes whether votes are cast beside other writes instead of between them
/// @param traces removes what is left beneath the tables
/// @param news opens the way to the other nodes
/// @param link how this node hangs on it; closes the connections
record Engine(
    Dialect dialect,
    Door reading,
    int readers,
    Door writing,
    int writers,
    boolean ownLaneForVotes,
    Traces traces,
    WayForNews news,
    Link link) {

  /// Keeps parameters, which may be secrets or somebody's vote, out of messages.
  static Jdbi discreet(Jdbi jdbi) {
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  /// How the news of other nodes are had.
  interface WayForNews {
    News open(Database database, Changes heard);
  }
}
