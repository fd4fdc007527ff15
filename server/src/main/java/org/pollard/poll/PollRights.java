package org.pollard.poll;

import java.util.Collection;
import org.pollard.people.VoterId;

/// What somebody may do with a poll: its owner everything; whoever manages one of its poll sessions
/// everything too; whoever belongs to the audience of one of them may read it, open or not.
///
/// @param read see the poll and its choices
/// @param update change it and its choices, see all totals and the key; includes deleting it
public record PollRights(boolean read, boolean update) {

  private static final PollRights ALL = new PollRights(true, true);

  /// The rights of this person.
  ///
  /// @param audiences the audiences of the poll's sessions, in any order
  public static PollRights of(
      Poll poll, VoterId person, Collection<AudienceRef> audiences, Audience audience) {
    if (poll.owner().equals(person)) {
      return ALL;
    }
    boolean member = false;
    for (AudienceRef each : audiences) {
      Viewer viewer = audience.viewer(each, person);
      if (viewer.manage()) {
        return ALL;
      }
      member |= viewer.member();
    }
    return new PollRights(member, false);
  }
}
