package org.pollard.live;

import java.util.Optional;
import org.pollard.poll.AudienceRef;

/// Port: the rooms that show to everybody what they have on show. Thread-safe; may wait for the
/// database.
public interface PublicRooms {

  /// The room behind a code; empty when there is none, or it shows nothing to everybody.
  ///
  /// @param code as it stands in the path; any text
  Optional<AudienceRef.InCourse> behind(String code);
}
