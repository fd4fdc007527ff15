package org.pollard.realtimekit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A poll, as somebody may see it.
@Schema(name = "KitPoll")
public record PollWire(
    String id,
    String question,
    List<Option> options,
    boolean anonymous,
    boolean hideVotes,
    String createdBy,
    List<String> voted) {

  public PollWire {
    options = List.copyOf(options);
    voted = List.copyOf(voted);
  }

  static PollWire of(DrawnPoll poll) {
    return new PollWire(
        poll.id(),
        poll.question(),
        poll.options().stream().map(Option::of).toList(),
        poll.anonymous(),
        poll.hideVotes(),
        poll.createdBy(),
        poll.voted());
  }

  /// An option with those who chose it, as far as that may be seen.
  @Schema(name = "KitPollOption")
  public record Option(String text, long count, List<Vote> votes) {

    public Option {
      votes = List.copyOf(votes);
    }

    static Option of(DrawnPoll.Option option) {
      return new Option(
          option.text(),
          option.count(),
          option.votes().stream().map(each -> new Vote(each.id(), each.name())).toList());
    }
  }

  /// Who chose an option.
  @Schema(name = "KitPollVote")
  public record Vote(String id, String name) {}

  /// A list of polls.
  @Schema(name = "KitPolls")
  public record Polls(List<PollWire> polls) {

    public Polls {
      polls = List.copyOf(polls);
    }
  }

  /// One poll.
  @Schema(name = "KitPollFound")
  public record PollFound(PollWire poll) {}

  /// The answer to its making.
  @Schema(name = "KitPollMade")
  public record PollMade(String action, PollWire poll) {}

  /// What makes one.
  @Schema(name = "KitPollRequest")
  public record Request(
      @Schema(required = true, description = "1 to 1000 characters") String question,
      @Schema(required = true, description = "1 to 100 texts of 1 to 500 characters")
          List<String> options,
      @Nullable Boolean anonymous,
      @Schema(description = "Whether results are hidden until one has voted")
          @Nullable Boolean hideVotes) {}

  /// What votes.
  @Schema(name = "KitVoteRequest")
  public record Choice(@Schema(required = true, description = "Which option, from 0") int option) {}
}
