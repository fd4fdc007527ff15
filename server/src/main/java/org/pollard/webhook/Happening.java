package org.pollard.webhook;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event as it was written when it happened: what it was about, by ids of the store.
///
/// @param meetingSession of events of apps
/// @param peer the connection that came or went
/// @param session the poll session; of events about polls
/// @param counts votes by choice at that moment; of a close only
/// @param byHost whether everybody was put out; of a meeting's end
public record Happening(
    long id,
    WebhookEvent event,
    WebhookOwner owner,
    @Nullable Long meetingSession,
    @Nullable String peer,
    @Nullable Long session,
    Map<Long, Long> counts,
    boolean byHost,
    Instant at) {

  public Happening {
    counts = Map.copyOf(counts);
  }
}
