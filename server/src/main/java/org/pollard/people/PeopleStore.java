package org.pollard.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps users. Thread-safe; every call may wait for the database, so none belongs on an event
/// loop. A write has been made durable when the call returns.
public interface PeopleStore {

  /// Adds a user; empty when the login id exists already, in whatever case.
  Optional<User> addUser(NewUser user, Instant now);

  /// The user, if there is one.
  Optional<User> user(VoterId id);

  /// Those of the given users that exist, by id.
  Map<VoterId, User> users(Collection<VoterId> ids);

  /// The user with that login id, in whatever case.
  Optional<User> userByLogin(String loginId);

  /// Replaces the password hash of a user.
  void setPasswordHash(VoterId id, String hash);

  /// Gives a user another name; empty when there is no such user.
  Optional<User> rename(VoterId id, String name);

  /// Gives a user another login id; empty when there is no such user, or somebody else has it, in
  /// whatever case.
  Optional<User> changeLogin(VoterId id, String loginId);

  /// The password hash of a user, if one was ever set.
  Optional<String> passwordHash(VoterId id);

  /// All users by id, or those whose name or login id contains `search`, in whatever case, or whose
  /// id it is.
  Listing<User> users(@Nullable String search, Slice slice);
}
