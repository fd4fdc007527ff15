package org.pollard.edge;

import org.pollard.people.CallerKind;

/// Who the edge found behind a request. Each facade has its own records for what it wants to know
/// of a caller beside the kind. Immutable.
public interface Caller {

  CallerKind kind();

  /// A caller without any credential, where that is all there is to know.
  record Nobody() implements Caller {

    @Override
    public CallerKind kind() {
      return CallerKind.NOBODY;
    }
  }
}
