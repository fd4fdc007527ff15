package org.pollard.realtimekit;

import java.util.List;

/// A poll with what one recipient may know of it, ready for every channel of this wire. Immutable.
///
/// @param createdBy the name of who asked it
/// @param createdByUserId the participant who asked it; empty for a poll of the app itself
/// @param voted who has voted, one entry each; some may be opaque
public record DrawnPoll(
    String id,
    String question,
    List<Option> options,
    boolean anonymous,
    boolean hideVotes,
    String createdBy,
    String createdByUserId,
    List<String> voted) {

  public DrawnPoll {
    options = List.copyOf(options);
    voted = List.copyOf(voted);
  }

  /// An option with those who chose it.
  public record Option(String text, long count, List<Voter> votes) {

    public Option {
      votes = List.copyOf(votes);
    }
  }

  /// Who chose an option.
  public record Voter(String id, String name) {}
}
