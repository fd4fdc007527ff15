package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.people.CallerKind;
import org.pollard.people.Guest;
import org.pollard.people.Principal;
import org.pollard.people.RemoteControl;
import org.pollard.people.TokenId;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Who looks at a page. Somebody who has signed in is a user there, even in a browser that was a
/// guest's before. Immutable.
///
/// @param user for a remote control: for whom it steers
/// @param with the token on which what they make hangs: the one they show, or the one that their
///   browser was signed in with; null: a password, a link, or the operator
/// @param token the very token that they show
/// @param remote whether it is a remote control, which a route has to let in expressly
record Visitor(
    @Nullable User user,
    @Nullable TokenId with,
    @Nullable TokenId token,
    @Nullable Guest guest,
    boolean remote)
    implements Caller {

  /// Somebody who may have signed in.
  ///
  /// @param browser whether the token stands in the cookie of a browser
  static Visitor of(@Nullable Principal principal, boolean browser, @Nullable Guest guest) {
    return principal == null
        ? new Visitor(null, null, null, guest, false)
        : new Visitor(
            principal.user(),
            browser ? principal.parent() : principal.token(),
            principal.token(),
            guest,
            false);
  }

  /// @param remote null for nobody
  static Visitor of(@Nullable RemoteControl remote) {
    return new Visitor(remote == null ? null : remote.user(), null, null, null, remote != null);
  }

  /// Whom the edge found.
  ///
  /// @throws org.pollard.edge.NoCallerException when it has let nobody in
  static Visitor of(RoutingContext http) {
    return Arrival.caller(http, Visitor.class);
  }

  @Override
  public CallerKind kind() {
    if (user != null) {
      return remote ? CallerKind.REMOTE : user.kind();
    }
    return guest != null ? CallerKind.GUEST : CallerKind.NOBODY;
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
