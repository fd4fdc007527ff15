package org.pollard.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Guest;
import org.pollard.people.GuestStore;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.SessionId;
import org.pollard.voting.CountedVote;
import org.pollard.voting.VoteStore;

/// The votes of a named session with who cast them, read in slices. Thread-safe; may wait for the
/// database.
@ApplicationScoped
class NamedVotes {

  private static final int SLICE = 1_000;

  private final VoteStore votes;
  private final PeopleStore people;
  private final GuestStore guests;

  NamedVotes(VoteStore votes, PeopleStore people, GuestStore guests) {
    this.votes = votes;
    this.people = people;
    this.guests = guests;
  }

  /// A vote as it goes into a table.
  ///
  /// @param name of the voter; the number for a guest who gave none
  /// @param login of somebody with an account
  record Line(VoterId voter, String name, @Nullable String login, Answer answer, Instant at) {}

  /// Reads the times and answers only.
  void each(SessionId session, Consumer<CountedVote> use) {
    slices(session, slice -> slice.forEach(use));
  }

  /// Reads everything, by voter ascending.
  void named(SessionId session, Consumer<Line> use) {
    slices(session, slice -> named(slice).forEach(use));
  }

  private List<Line> named(List<CountedVote> slice) {
    List<VoterId> voters = slice.stream().map(CountedVote::voter).toList();
    Map<VoterId, User> users = people.users(voters);
    Map<VoterId, Guest> known = guests.guests(voters);
    List<Line> lines = new ArrayList<>();
    for (CountedVote each : slice) {
      if (each.answer() != null && each.at() != null) {
        User user = users.get(each.voter());
        String name = name(each.voter(), user, known.get(each.voter()));
        String login = user == null ? null : user.loginId();
        lines.add(new Line(each.voter(), name, login, each.answer(), each.at()));
      }
    }
    return lines;
  }

  private void slices(SessionId session, Consumer<List<CountedVote>> use) {
    VoterId after = null;
    List<CountedVote> slice;
    do {
      slice = votes.votes(session, after, SLICE);
      if (!slice.isEmpty()) {
        use.accept(slice);
        after = slice.getLast().voter();
      }
    } while (slice.size() == SLICE);
  }

  private static String name(VoterId voter, @Nullable User user, @Nullable Guest guest) {
    if (user != null) {
      return user.name();
    }
    String given = guest == null ? null : guest.name();
    return Objects.requireNonNullElse(given, "#" + voter.value());
  }
}
