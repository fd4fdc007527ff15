package org.pollard.webhook;

import java.util.Optional;

/// Port: says what happened in the words of the facade that tells it. Thread-safe; may wait for the
/// database.
public interface Drawing {

  /// A JSON object; empty when what it was about is gone, and nobody is told.
  Optional<String> draw(Happening happening);
}
