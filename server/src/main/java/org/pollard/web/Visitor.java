package org.pollard.web;

import org.jspecify.annotations.Nullable;
import org.pollard.people.Guest;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Who looks at a page. Somebody who has signed in is a user there, even in a browser that was a
/// guest's before.
record Visitor(@Nullable User user, @Nullable Guest guest) {

  /// Null for somebody about whom nothing is known yet.
  @Nullable VoterId voter() {
    return user != null ? user.id() : guest != null ? guest.id() : null;
  }

  /// Refuses who has not signed in.
  User signedIn() {
    if (user == null) {
      throw WebProblem.SIGN_IN.refusal();
    }
    return user;
  }
}
