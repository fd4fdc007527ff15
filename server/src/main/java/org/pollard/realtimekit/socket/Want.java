package org.pollard.realtimekit.socket;

import org.jspecify.annotations.Nullable;
import org.pollard.poll.SessionId;

/// What a client waits for until the next tick, where one reading serves all who wait.
sealed interface Want {

  /// All polls of the session.
  record Polls(ClientSocket socket, @Nullable String id) implements Want {}

  /// One poll, with what the client itself has just done.
  record OnePoll(ClientSocket socket, Event event, @Nullable String id, SessionId poll)
      implements Want {}
}
