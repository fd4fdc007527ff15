package org.pollard.people;

import java.time.Instant;

/// What became of a token that was shown.
public sealed interface TokenCheck {

  /// Good at this moment.
  record Valid(Principal principal) implements TokenCheck {}

  /// Good until `at`, not any more.
  record Expired(Instant at) implements TokenCheck {}

  /// Taken back.
  record Revoked() implements TokenCheck {}

  /// Never issued, or its user is gone.
  record Unknown() implements TokenCheck {}
}
