package org.pollard.canvas;

import org.pollard.canvas.params.Params;
import org.pollard.edge.Caller;
import org.pollard.people.CallerKind;
import org.pollard.people.Principal;
import org.pollard.people.User;

/// Who calls on the Canvas wire. Immutable.
sealed interface CanvasCaller extends Caller {

  /// Somebody with a good token.
  ///
  /// @param user who acts: the token's user, or whom an administrator masquerades as
  record Known(Principal principal, User user, Params params) implements CanvasCaller {

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
