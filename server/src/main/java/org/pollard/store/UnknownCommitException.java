package org.pollard.store;

/// A commit failed in a way that does not tell whether the transaction is stored. It is never run
/// again from here: looking, or the caller's own retry, tells.
public final class UnknownCommitException extends RuntimeException {

  UnknownCommitException(Throwable cause) {
    super("the commit failed; whether it is stored is unknown", cause);
  }
}
