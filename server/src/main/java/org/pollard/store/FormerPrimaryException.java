package org.pollard.store;

/// What was done on a connection came from a primary that is none any more: nobody may believe it.
final class FormerPrimaryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  FormerPrimaryException() {
    super("another PostgreSQL has become the primary meanwhile");
  }
}
