package org.pollard.live;

import org.jspecify.annotations.Nullable;
import org.pollard.edge.Caller;
import org.pollard.people.CallerKind;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Viewer;

/// Somebody who is known to our own API, by whichever credential. Immutable.
///
/// @param room the only one that is there for them; null: there is no such bound
record LiveCaller(CallerKind kind, VoterId voter, @Nullable Long room) implements Caller {

  /// As whom an audience sees them; may wait for the database.
  Viewer in(AudienceRef asked, Audience audience) {
    return knows(asked) ? audience.viewer(asked, voter) : Viewer.STRANGER;
  }

  /// Whether that may be there for them.
  boolean knows(AudienceRef asked) {
    return room == null || (asked instanceof AudienceRef.InCourse in && in.courseId() == room);
  }
}
