package org.pollard.live;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;

/// What a room has on show, as everybody in the hall may see it: counts as soon as it was open,
/// unless they wait for the host. Thread-safe; may wait for the database.
public final class BigScreen {

  private final PollStore polls;
  private final Snapshots snapshots;

  public BigScreen(PollStore polls) {
    this.polls = polls;
    this.snapshots = new Snapshots(polls);
  }

  /// The snapshot of what is on show; empty when nothing is.
  public Optional<JsonObject> in(AudienceRef.InCourse room) {
    Optional<SessionId> onShow = polls.onShow(room);
    return onShow
        .flatMap(each -> Optional.ofNullable(snapshots.of(List.of(each)).get(each)))
        .map(each -> each.body(each.viewOfHall()).toJsonObject());
  }
}
