package org.pollard.canvas;

import org.pollard.canvas.params.Params;
import org.pollard.edge.Caller;
import org.pollard.people.CallerKind;
import org.pollard.people.Principal;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Who calls on the Canvas wire. Immutable.
sealed interface CanvasCaller extends Caller {

  /// Somebody with a good token.
  ///
  /// @param user who acts: the token's user, or whom an administrator masquerades as
  record Known(Principal principal, User user, Params params) implements CanvasCaller {

    VoterId person() {
      return user.id();
    }

    /// Whether they showed a credential of their own, and are no administrator who acts as somebody
    /// else.
    boolean inPerson() {
      return principal.user().id().equals(user.id());
    }

    @Override
    public CallerKind kind() {
      return user.kind();
    }
  }

  /// Somebody who is refused in Canvas's own words.
  ///
  /// @param client under whose name the request is counted by the throttle
  record Refused(CanvasError error, String client) implements CanvasCaller {

    @Override
    public CallerKind kind() {
      return CallerKind.NOBODY;
    }
  }
}
