package org.pollard.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What voters are called, with an account or without one. Thread-safe; may wait for the database.
public final class VoterNames {

  private final PeopleStore people;
  private final GuestStore guests;

  public VoterNames(PeopleStore people, GuestStore guests) {
    this.people = people;
    this.guests = guests;
  }

  /// The names of those who have one.
  public Map<VoterId, String> of(Collection<VoterId> voters) {
    Map<VoterId, String> names = new HashMap<>();
    guests
        .guests(voters)
        .forEach(
            (voter, guest) -> {
              if (guest.name() != null) {
                names.put(voter, guest.name());
              }
            });
    people.users(voters).forEach((voter, user) -> names.put(voter, user.name()));
    return names;
  }
}
