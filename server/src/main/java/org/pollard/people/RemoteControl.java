package org.pollard.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A phone that steers one room for somebody, and can do nothing else: its token has a scope that
/// no call is named by, so it is none wherever a remote control is not expressly let in. Immutable.
///
/// @param user for whom it does that, and with whose rights in the room
public record RemoteControl(User user, long room) {

  private static final String SCOPE = "remote:";

  /// The only scope of such a token.
  static String scope(long room) {
    return SCOPE + room;
  }

  /// What this token steers; null for one that is not good, or is another one.
  public static @Nullable RemoteControl of(TokenCheck check) {
    if (!(check instanceof TokenCheck.Valid(Principal principal))) {
      return null;
    }
    Long room = roomOf(principal.scopes());
    return room == null ? null : new RemoteControl(principal.user(), room);
  }

  /// The room that a token with these scopes steers; null: it is no remote control.
  public static @Nullable Long roomOf(List<String> scopes) {
    return scopes.size() == 1 && scopes.getFirst().startsWith(SCOPE)
        ? Long.valueOf(scopes.getFirst().substring(SCOPE.length()))
        : null;
  }
}
