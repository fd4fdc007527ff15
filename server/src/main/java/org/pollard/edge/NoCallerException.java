package org.pollard.edge;

/// A resource asked for the caller of a request that the edge has not let in. It is answered like
/// any call without a credential.
public final class NoCallerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoCallerException() {
    super("no caller", null, false, false);
  }
}
