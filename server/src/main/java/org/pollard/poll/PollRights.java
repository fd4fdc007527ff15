package org.pollard.poll;

import java.util.Collection;
import org.pollard.people.VoterId;

/// What somebody may do with a poll: its owner everything; whoever manages one of its poll sessions
/// what Canvas lets them; whoever belongs to the audience of one of them may read it, open or not.
///
/// @param read see the poll and its choices
/// @param update see all totals and the key, and ask it again; on the Canvas wire, whose rule this
///   is, change and delete it as well
/// @param everywhere change and delete it on our own API and pages: what is changed of a poll
///   changes in all of its sessions, and takes votes out of them, so it takes the right to manage
///   every one of them
public record PollRights(boolean read, boolean update, boolean everywhere) {

  /// No right at all.
  public static final PollRights NONE = new PollRights(false, false, false);

  private static final PollRights ALL = new PollRights(true, true, true);

  /// The rights of this person.
  ///
  /// @param audiences the audiences of the poll's sessions, in any order
  public static PollRights of(
      Poll poll, VoterId person, Collection<AudienceRef> audiences, Audience audience) {
    if (poll.owner().equals(person)) {
      return ALL;
    }
    boolean member = false;
    boolean one = false;
    boolean every = true;
    for (AudienceRef each : audiences) {
      Viewer viewer = audience.viewer(each, person);
      member |= viewer.member();
      one |= viewer.manage();
      every &= viewer.manage();
    }
    return new PollRights(member || one, one, one && every);
  }
}
