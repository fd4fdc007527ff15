package org.pollard.store.voting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.BlockedWords;
import org.pollard.poll.Wording;
import org.pollard.store.Dialect;
import org.pollard.store.poll.EntryRows;
import org.pollard.store.voting.Casting.Ballot;
import org.pollard.store.voting.Casting.Counting;
import org.pollard.store.voting.Casting.Session;
import org.pollard.voting.VoteOutcome;

/// Those votes of a batch in which people write something. Confined to the transaction that casts
/// them.
final class WrittenBallots {

  private final Handle handle;
  private final Dialect dialect;
  private final WrittenCells written;

  WrittenBallots(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.dialect = dialect;
    this.written = new WrittenCells(handle, dialect);
  }

  /// Those whose words find room in their session; to the others it is said that there is none.
  List<Ballot> fitting(List<Ballot> ballots, @Nullable VoteOutcome[] outcomes) {
    Map<Long, List<Wording>> all = new TreeMap<>();
    for (Ballot each : ballots) {
      if (each.writes()) {
        all.computeIfAbsent(each.session(), _ -> new ArrayList<>()).addAll(each.as().written());
      }
    }
    written.look(all);
    List<Ballot> fitting = new ArrayList<>();
    for (Ballot each : ballots) {
      if (written.fits(each.session(), each.as().written())) {
        fitting.add(each);
      } else {
        outcomes[each.place()] = new VoteOutcome.Full();
      }
    }
    return fitting;
  }

  /// Makes the cells of what nobody has written before.
  ///
  /// @param replaced what counted before in the place of some of them
  void make(
      List<Ballot> landed, Map<Ballot, Counting> replaced, Map<Long, AskedQuestions.Asked> asked) {
    Map<Long, List<Wording>> before = new TreeMap<>();
    replaced.forEach(
        (ballot, counting) ->
            before
                .computeIfAbsent(ballot.session(), _ -> new ArrayList<>())
                .addAll(counting.written()));
    written.look(before);
    Map<Long, Session> moderated = new TreeMap<>();
    for (Ballot each : landed) {
      if (each.writes()) {
        AskedQuestions.Asked poll = Objects.requireNonNull(asked.get(each.in().poll()));
        written.want(each.session(), each.as().written(), poll.question().firstState());
        if (poll.question().moderated()) {
          moderated.put(each.session(), each.in());
        }
      }
    }
    written.make(blocked(moderated));
  }

  /// The cells of what was looked for or made.
  List<Long> cells(long session, List<Wording> of) {
    return written.cells(session, of);
  }

  private Map<Long, BlockedWords> blocked(Map<Long, Session> sessions) {
    if (sessions.isEmpty()) {
      return Map.of();
    }
    Map<Long, BlockedWords> ofCourses =
        EntryRows.blocked(
            handle,
            dialect,
            new TreeSet<>(sessions.values().stream().map(Session::course).toList()));
    Map<Long, BlockedWords> blocked = new HashMap<>();
    sessions.forEach(
        (id, session) ->
            blocked.put(id, ofCourses.getOrDefault(session.course(), BlockedWords.NONE)));
    return blocked;
  }
}
