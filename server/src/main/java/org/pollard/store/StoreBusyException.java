package org.pollard.store;

/// Too much work is waiting for the database already; nothing was done and trying again later is
/// right.
public final class StoreBusyException extends RuntimeException {

  StoreBusyException(String message) {
    super(message);
  }
}
