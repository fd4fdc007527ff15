package org.pollard.torture;

import java.util.List;

/// A broken promise, with the requests that prove it.
///
/// @param evidence what was asked and answered, in the order of its beginning; may be empty
record Violation(Kind kind, String what, List<String> evidence) {

  Violation {
    evidence = List.copyOf(evidence);
  }

  static Violation of(Kind kind, String what, List<?> evidence) {
    return new Violation(kind, what, evidence.stream().map(Object::toString).toList());
  }

  enum Kind {
    /// Acknowledged, and not stored as it was acknowledged.
    MISSING,
    /// Of one voter in one session more than one vote was counted.
    TWICE,
    /// Asked for after a close was acknowledged, and counted.
    LATE,
    /// Stored or acknowledged without a request that could have done it.
    UNEXPLAINED,
    /// The tally is not the count of the votes.
    TALLY,
    /// A snapshot was older than one seen before.
    VERSION,
    /// Deleted and still there, or gone and never deleted.
    DELETION,
    /// The API shows something other than what is stored.
    API,
    /// The database finds itself damaged.
    DAMAGE
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kind + ": " + what);
    evidence.forEach(each -> text.append("\n    ").append(each));
    return text.toString();
  }
}
