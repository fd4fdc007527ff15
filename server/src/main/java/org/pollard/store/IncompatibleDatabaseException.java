package org.pollard.store;

/// The database, or the library that reads it, does not go with this program. The message tells the
/// operator what to do.
public final class IncompatibleDatabaseException extends RuntimeException {

  IncompatibleDatabaseException(String message) {
    super(message);
  }
}
