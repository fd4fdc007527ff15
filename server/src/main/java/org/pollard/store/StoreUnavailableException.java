package org.pollard.store;

/// The database cannot be reached, or cannot write at present. Nothing of the call is stored, and
/// trying again later is right.
public final class StoreUnavailableException extends RuntimeException {

  StoreUnavailableException(Throwable cause) {
    super("the database is not available: " + cause.getMessage(), cause);
  }
}
