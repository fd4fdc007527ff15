package org.pollard.store.voting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Kind;
import org.pollard.poll.Question;
import org.pollard.store.Dialect;
import org.pollard.store.poll.ChoiceRows;

/// What is asked in polls, for whoever judges votes: remembered by the revision of the poll, which
/// is read anew each time, so that what is remembered is what holds. Thread-safe.
public final class AskedQuestions {

  private static final int MOST_REMEMBERED = 1_000;

  private final LinkedHashMap<Long, Asked> remembered = new LinkedHashMap<>(64, 0.75f, true);

  /// A poll as it is asked.
  ///
  /// @param choices in their order
  record Asked(long revision, Question question, List<ChoiceId> choices) {
    Asked {
      choices = List.copyOf(choices);
    }
  }

  private record Written(long revision, Question question) {}

  /// What these polls ask, those left out that are gone or that only a newer version understands.
  /// Their sessions are locked, so that no choice goes meanwhile.
  Map<Long, Asked> of(Handle handle, Dialect dialect, Collection<Long> polls) {
    Map<Long, Long> revisions = new HashMap<>();
    handle
        .createQuery("SELECT id, revision FROM poll WHERE " + dialect.among("id", "polls"))
        .bind("polls", dialect.list(polls))
        .map((row, _) -> revisions.put(row.getLong("id"), row.getLong("revision")))
        .list();
    Map<Long, Asked> asked = new HashMap<>();
    List<Long> unknown = new ArrayList<>();
    revisions.forEach(
        (poll, revision) -> {
          Asked known = find(poll);
          if (known != null && known.revision == revision) {
            asked.put(poll, known);
          } else {
            unknown.add(poll);
          }
        });
    if (!unknown.isEmpty()) {
      Map<Long, Asked> read = read(handle, dialect, unknown);
      read.forEach(this::remember);
      asked.putAll(read);
    }
    return asked;
  }

  private synchronized @Nullable Asked find(long poll) {
    return remembered.get(poll);
  }

  private synchronized void remember(long poll, Asked asked) {
    remembered.put(poll, asked);
    if (remembered.size() > MOST_REMEMBERED) {
      remembered.pollFirstEntry();
    }
  }

  /// Forgets everything: another database may know the same revision for something else.
  synchronized void forgetAll() {
    remembered.clear();
  }

  private static Map<Long, Asked> read(Handle handle, Dialect dialect, List<Long> polls) {
    Map<Long, Written> written = new HashMap<>();
    handle
        .createQuery(
            "SELECT id, revision, kind, settings FROM poll WHERE " + dialect.among("id", "polls"))
        .bind("polls", dialect.list(polls))
        .map(
            (row, _) -> {
              long poll = row.getLong("id");
              long revision = row.getLong("revision");
              String settings = row.getString("settings");
              Kind.named(row.getString("kind"))
                  .flatMap(kind -> kind.judging(settings))
                  .ifPresent(question -> written.put(poll, new Written(revision, question)));
              return poll;
            })
        .list();
    Map<Long, List<ChoiceId>> choices = new HashMap<>();
    handle
        .createQuery(
            "SELECT id, poll_id FROM choice WHERE %s ORDER BY %s"
                .formatted(dialect.among("poll_id", "polls"), ChoiceRows.ORDER))
        .bind("polls", dialect.list(polls))
        .map(
            (row, _) ->
                choices
                    .computeIfAbsent(row.getLong("poll_id"), _ -> new ArrayList<>())
                    .add(new ChoiceId(row.getLong("id"))))
        .list();
    Map<Long, Asked> asked = new HashMap<>();
    written.forEach(
        (poll, each) ->
            asked.put(
                poll,
                new Asked(each.revision, each.question, choices.getOrDefault(poll, List.of()))));
    return asked;
  }
}
