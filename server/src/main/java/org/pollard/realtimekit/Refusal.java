package org.pollard.realtimekit;

/// Ends a call with an error of the catalogue. Thrown by what runs below a resource method, so that
/// the order of checks reads from top to bottom; answered in one place, [RealtimeKitErrorMapper].
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient RealtimeKitError error;

  Refusal(RealtimeKitError error) {
    // No stack trace: a refusal is an everyday answer, not a fault.
    super("HTTP " + error.status(), null, false, false);
    this.error = error;
  }

  RealtimeKitError error() {
    return error;
  }
}
