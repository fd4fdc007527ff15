package org.pollard.store.poll;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.pollard.poll.Cell;
import org.pollard.poll.EntryId;
import org.pollard.poll.SessionId;

/// What cells of written words, texts and numbers stand for, as it was read before: that never
/// changes, since the number of a cell is drawn and never drawn again. So a look at a session that
/// is watched reads what is new and no text twice. Holds the sessions that were looked at last, and
/// so many characters at most. Thread-safe.
final class KnownSpellings {

  private final long most;

  /// Those looked at last come last.
  private final Map<SessionId, Known> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private long held;

  /// What a cell stands for.
  record Meaning(EntryId entry, String text) {}

  private static final class Known {

    private final Map<Cell, Meaning> meanings = new HashMap<>();
    private long characters;
  }

  /// @param most characters
  KnownSpellings(long most) {
    this.most = most;
  }

  /// What these cells stand for, as far as it is known.
  synchronized Map<Cell, Meaning> meanings(SessionId session, Set<Cell> cells) {
    Known known = sessions.get(session);
    Map<Cell, Meaning> meanings = new HashMap<>();
    if (known != null) {
      for (Cell each : cells) {
        Meaning meaning = known.meanings.get(each);
        if (meaning != null) {
          meanings.put(each, meaning);
        }
      }
    }
    return meanings;
  }

  /// Keeps what was read. A session that is larger than all that may be kept is not.
  synchronized void keep(SessionId session, Map<Cell, Meaning> read) {
    Known known = sessions.computeIfAbsent(session, _ -> new Known());
    read.forEach(
        (cell, meaning) -> {
          if (known.meanings.putIfAbsent(cell, meaning) == null) {
            known.characters += meaning.text().length();
            held += meaning.text().length();
          }
        });
    Iterator<Known> longestAgo = sessions.values().iterator();
    while (held > most && longestAgo.hasNext()) {
      held -= longestAgo.next().characters;
      longestAgo.remove();
    }
  }
}
