package org.pollard.bench;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The requests of several, one after the other. Confined to one thread.
final class InTurn {

  private final Iterator<Load.Requests> rest;
  private Load.Requests now = _ -> null;

  InTurn(Iterator<Load.Requests> all) {
    this.rest = all;
  }

  /// The next request, whoever's it is; null when all of them have ended.
  byte @Nullable [] next(int connection) {
    byte[] request = now.next(connection);
    while (request == null && rest.hasNext()) {
      now = rest.next();
      request = now.next(connection);
    }
    return request;
  }
}
