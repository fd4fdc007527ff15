package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.pollard.people.AccessTokens;
import org.pollard.people.Principal;
import org.pollard.people.TokenCheck;
import org.pollard.people.TokenId;
import org.pollard.people.User;

/// Knows the browser that asks, for what is about it. Thread-safe; may wait for the database.
@ApplicationScoped
class OwnBrowser {

  private final AccessTokens tokens;

  OwnBrowser(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /// A browser in which somebody is signed in.
  record Session(Principal principal) {

    User user() {
      return principal.user();
    }

    TokenId token() {
      return principal.token();
    }
  }

  /// The session of this request's cookie; a token in a header is no browser.
  Session session(RoutingContext http) {
    String secret = Browsers.session(http);
    if (secret != null
        && tokens.check(secret).join() instanceof TokenCheck.Valid(Principal principal)
        && principal.scopes().isEmpty()) {
      return new Session(principal);
    }
    throw WebProblem.SIGN_IN.refusal();
  }
}
