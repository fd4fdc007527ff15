package org.pollard.store.voting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.pollard.poll.BlockedWords;
import org.pollard.poll.EntryState;
import org.pollard.poll.Wording;
import org.pollard.store.Dialect;

/// Finds the cells in which what people wrote is counted, and makes those that are missing.
/// Confined to a transaction that holds the sessions.
///
/// Nothing of a row tells when it came: what is written goes in by its digest, and its numbers are
/// drawn. They are drawn by a generator whose earlier numbers nobody can work out from later ones.
public final class WrittenCells {

  /// Different ways to write something in one session. What was counted stays; more is refused.
  public static final int MOST_DIFFERENT = 5_000;

  /// Below what JavaScript can count to.
  private static final long NUMBERS = 1L << 53;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Handle handle;
  private final Dialect dialect;

  private final Map<Spelled, Long> cells = new HashMap<>();
  private final Map<Long, Integer> taken = new HashMap<>();
  private final Set<Spelled> reserved = new HashSet<>();
  private final Map<Spelled, Wish> wished = new TreeMap<>();

  /// One way to write something, in one session.
  private record Spelled(long session, String digest) implements Comparable<Spelled> {
    @Override
    public int compareTo(Spelled other) {
      int bySession = Long.compare(session, other.session);
      return bySession != 0 ? bySession : digest.compareTo(other.digest);
    }
  }

  /// How something begins that is not there yet.
  private record Wish(Wording wording, EntryState first) {}

  WrittenCells(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.dialect = dialect;
  }

  /// Looks for what these sessions hold of it already.
  void look(Map<Long, List<Wording>> written) {
    List<Object[]> wanted = new ArrayList<>();
    written.forEach(
        (session, wordings) ->
            wordings.stream()
                .map(each -> digest(each.text()))
                .distinct()
                .forEach(digest -> wanted.add(new Object[] {session, digest})));
    if (wanted.isEmpty()) {
      return;
    }
    find(wanted);
    Set<Long> sessions = new TreeSet<>();
    for (Object[] each : wanted) {
      if (!cells.containsKey(new Spelled((Long) each[0], (String) each[1]))) {
        sessions.add((Long) each[0]);
      }
    }
    if (!sessions.isEmpty()) {
      countThose(sessions);
    }
  }

  private void find(List<Object[]> wanted) {
    dialect
        .bindRows(
            handle.createQuery(
                """
                SELECT s.session_id, s.digest, s.cell
                FROM %s
                JOIN spelling s ON s.session_id = wanted.session AND s.digest = wanted.digest
                """
                    .formatted(dialect.rows("wanted", "session", "digest text"))),
            "wanted",
            wanted)
        .map(
            (row, _) ->
                cells.put(
                    new Spelled(row.getLong("session_id"), row.getString("digest")),
                    row.getLong("cell")))
        .list();
  }

  private void countThose(Collection<Long> sessions) {
    handle
        .createQuery(
            "SELECT session_id, count(*) AS n FROM spelling WHERE %s GROUP BY session_id"
                .formatted(dialect.among("session_id", "sessions")))
        .bind("sessions", dialect.list(sessions))
        .map((row, _) -> taken.put(row.getLong("session_id"), row.getInt("n")))
        .list();
  }

  /// Whether there is room in the session for what is new of this; from then on it is taken up.
  boolean fits(long session, List<Wording> written) {
    Set<String> fresh = new HashSet<>();
    for (Wording each : written) {
      Spelled spelled = new Spelled(session, digest(each.text()));
      if (!cells.containsKey(spelled) && !reserved.contains(spelled)) {
        fresh.add(spelled.digest);
      }
    }
    int before = taken.getOrDefault(session, 0);
    if (before + fresh.size() > MOST_DIFFERENT) {
      return false;
    }
    taken.put(session, before + fresh.size());
    fresh.forEach(each -> reserved.add(new Spelled(session, each)));
    return true;
  }

  /// Wants cells for this, to be made by [#make].
  void want(long session, List<Wording> written, EntryState first) {
    for (Wording each : written) {
      Spelled spelled = new Spelled(session, digest(each.text()));
      if (!cells.containsKey(spelled)) {
        wished.putIfAbsent(spelled, new Wish(each, first));
      }
    }
  }

  /// Makes what is wanted and not there. Another node may make it at the same moment: whoever comes
  /// second waits for the first and takes theirs.
  ///
  /// @param blocked the words of each session's room
  void make(Map<Long, BlockedWords> blocked) {
    if (wished.isEmpty()) {
      return;
    }
    Map<Spelled, Long> entries = makeEntries(blocked);
    List<Object[]> rows = new ArrayList<>();
    wished.forEach(
        (spelled, wish) -> {
          Spelled key = new Spelled(spelled.session, digest(wish.wording.key()));
          rows.add(
              new Object[] {
                spelled.session, draw(), entries.get(key), spelled.digest, wish.wording.text()
              });
        });
    dialect
        .bindRows(
            handle.createUpdate(
                """
                INSERT INTO spelling (session_id, cell, entry_id, digest, text)
                SELECT session, cell, entry, digest, words FROM %s WHERE TRUE
                ON CONFLICT (session_id, digest) DO NOTHING
                """
                    .formatted(
                        dialect.rows(
                            "fresh", "session", "cell", "entry", "digest text", "words text"))),
            "fresh",
            rows)
        .execute();
    find(wished.keySet().stream().map(each -> new Object[] {each.session, each.digest}).toList());
  }

  private Map<Spelled, Long> makeEntries(Map<Long, BlockedWords> blocked) {
    Map<Spelled, Object[]> rows = new TreeMap<>();
    wished.forEach(
        (spelled, wish) -> {
          Spelled key = new Spelled(spelled.session, digest(wish.wording.key()));
          boolean isBlocked =
              blocked.getOrDefault(spelled.session, BlockedWords.NONE).standIn(wish.wording);
          EntryState state = isBlocked ? EntryState.HIDDEN : wish.first;
          rows.putIfAbsent(key, new Object[] {key.session, draw(), key.digest, state.name()});
        });
    List<Object[]> all = List.copyOf(rows.values());
    dialect
        .bindRows(
            handle.createUpdate(
                """
                INSERT INTO entry (session_id, id, digest, state, decided)
                SELECT session, id, digest, state, FALSE FROM %s WHERE TRUE
                ON CONFLICT (session_id, digest) DO NOTHING
                """
                    .formatted(
                        dialect.rows("fresh", "session", "id", "digest text", "state text"))),
            "fresh",
            all)
        .execute();
    Map<Spelled, Long> entries = new HashMap<>();
    dialect
        .bindRows(
            handle.createQuery(
                """
                SELECT e.session_id, e.digest, e.id
                FROM %s JOIN entry e ON e.session_id = wanted.session AND e.digest = wanted.digest
                """
                    .formatted(dialect.rows("wanted", "session", "digest text"))),
            "wanted",
            all.stream().map(each -> new Object[] {each[0], each[2]}).toList())
        .map(
            (row, _) ->
                entries.put(
                    new Spelled(row.getLong("session_id"), row.getString("digest")),
                    row.getLong("id")))
        .list();
    return entries;
  }

  /// The cells of what was looked for or made; what was taken out meanwhile has none.
  List<Long> cells(long session, List<Wording> written) {
    List<Long> found = new ArrayList<>();
    for (Wording each : written) {
      Long cell = cells.get(new Spelled(session, digest(each.text())));
      if (cell != null) {
        found.add(cell);
      }
    }
    return found;
  }

  private static long draw() {
    return RANDOM.nextLong(1, NUMBERS);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
