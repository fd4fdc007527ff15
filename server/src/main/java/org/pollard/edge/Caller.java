package org.pollard.edge;

import org.jspecify.annotations.Nullable;
import org.pollard.people.CallerKind;
import org.pollard.people.TokenId;

/// Who the edge found behind a request. Each facade has its own records for what it wants to know
/// of a caller beside the kind. Immutable.
public interface Caller {

  CallerKind kind();

  /// The token on which what they make hangs, so that it ends with it; null: a password, a link,
  /// the operator, or nobody.
  default @Nullable TokenId with() {
    return null;
  }

  /// A caller without any credential, where that is all there is to know.
  record Nobody() implements Caller {

    @Override
    public CallerKind kind() {
      return CallerKind.NOBODY;
    }
  }
}
