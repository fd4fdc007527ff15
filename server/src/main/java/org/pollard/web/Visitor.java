package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.people.CallerKind;
import org.pollard.people.Guest;
import org.pollard.people.TokenId;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Who looks at a page. Somebody who has signed in is a user there, even in a browser that was a
/// guest's before. Immutable.
///
/// @param with the token on which what they make hangs: the one they show, or the one that their
///   browser was signed in with; null: a password, a link, or the operator
record Visitor(@Nullable User user, @Nullable TokenId with, @Nullable Guest guest)
    implements Caller {

  /// Whom the edge found.
  ///
  /// @throws org.pollard.edge.NoCallerException when it has let nobody in
  static Visitor of(RoutingContext http) {
    return Arrival.caller(http, Visitor.class);
  }

  @Override
  public CallerKind kind() {
    return user != null ? user.kind() : guest != null ? CallerKind.GUEST : CallerKind.NOBODY;
  }

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
