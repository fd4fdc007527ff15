package org.pollard.store.poll;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.pollard.people.Quota;
import org.pollard.people.VoterId;
import org.pollard.poll.Cell;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Edition;
import org.pollard.poll.Kind;
import org.pollard.poll.Poll;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollDraft.DraftChoice;
import org.pollard.poll.PollId;
import org.pollard.poll.PollStore.Replacement;
import org.pollard.poll.Question;
import org.pollard.store.ChangeCounts;
import org.pollard.store.Dialect;

/// Makes polls of drafts, and replaces polls by them. Confined to a transaction.
final class PollDrafts {

  private final Handle handle;
  private final Dialect dialect;
  private final int node;
  private final Instant now;

  PollDrafts(Handle handle, Dialect dialect, int node, Instant now) {
    this.handle = handle;
    this.dialect = dialect;
    this.node = node;
    this.now = now;
  }

  static Poll add(Handle handle, VoterId owner, PollDraft draft, Instant now) {
    Quota.CHOICES.check(0, draft.choices().size());
    Poll added =
        PollRows.insert(handle, owner, draft.question(), draft.description(), draft.asks(), now);
    for (int i = 0; i < draft.choices().size(); i++) {
      insert(handle, added.id(), draft.choices().get(i), i + 1);
    }
    return added;
  }

  private static void insert(Handle handle, PollId poll, DraftChoice choice, int position) {
    handle
        .createUpdate(
            """
            INSERT INTO choice (poll_id, text, position, correct)
            VALUES (:poll, :text, :position, :correct)
            """)
        .bind("poll", poll.value())
        .bind("text", choice.text())
        .bind("position", position)
        .bind("correct", choice.correct())
        .execute();
  }

  /// Whoever votes waits, so that nobody is judged by what is asked no more.
  Replacement replace(PollId id, PollDraft draft, Set<String> seen) {
    if (!PollRows.lock(handle, dialect, id)) {
      return Replacement.GONE;
    }
    SessionChanges.lockSessionsOf(handle, dialect, id);
    Poll was =
        handle
            .createQuery("SELECT " + PollRows.COLUMNS + " FROM poll WHERE id = :id")
            .bind("id", id.value())
            .map(PollRows::toPoll)
            .one();
    Map<ChoiceId, Choice> before =
        handle
            .createQuery("SELECT " + ChoiceRows.COLUMNS + " FROM choice WHERE poll_id = :poll")
            .bind("poll", id.value())
            .map(ChoiceRows::toChoice)
            .collect(Collectors.toMap(Choice::id, Function.identity()));
    if (!Edition.isAmong(seen, was, List.copyOf(before.values()))) {
      return Replacement.CHANGED;
    }
    List<ChoiceId> staying =
        draft.choices().stream().map(DraftChoice::id).filter(Objects::nonNull).toList();
    Set<ChoiceId> stay = new HashSet<>(staying);
    if (!before.keySet().containsAll(stay) || stay.size() < staying.size()) {
      return Replacement.UNKNOWN_CHOICE;
    }
    if (isAnswered(handle, id)
        && was.asks().correctedTo(draft.asks(), before.size(), draft.choices().size()) == null) {
      return Replacement.HAS_VOTES;
    }
    Set<ChoiceId> going = new HashSet<>(before.keySet());
    going.removeAll(stay);
    if (was.asks().kind() == Kind.SINGLE && anyHasAnonymousVotes(was, going)) {
      return Replacement.HAS_ANONYMOUS_VOTES;
    }
    update(was, draft);
    for (ChoiceId each : going) {
      ChoiceRows.remove(handle, id, each, was.asks().cellsOf(each));
    }
    putChoices(was, before, draft.choices());
    if (!going.isEmpty()) {
      new EmptiedBallots(handle, dialect, node).remove(id, was.asks().kind());
    }
    ChangeCounts.addToSessionsOf(handle, node, id.value());
    return Replacement.REPLACED;
  }

  /// In sessions that can be brought back from deletion, too.
  static boolean isAnswered(Handle handle, PollId id) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM tally t
            WHERE t.session_id IN (
              SELECT id FROM poll_session WHERE poll_id = :poll
              UNION ALL SELECT id FROM discarded_session WHERE poll_id = :poll)
            GROUP BY t.session_id, t.cell HAVING sum(t.n) > 0 LIMIT 1
            """)
        .bind("poll", id.value())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  private boolean anyHasAnonymousVotes(Poll poll, Set<ChoiceId> choices) {
    return choices.stream()
        .anyMatch(
            each -> ChoiceRows.hasAnonymousVotes(handle, poll.id(), poll.asks().cellsOf(each)));
  }

  private void update(Poll was, PollDraft draft) {
    Question asks = draft.asks();
    handle
        .createUpdate(
            """
            UPDATE poll
            SET question = :question, description = :description, kind = :kind,
              settings = :settings, revision = revision + 1
            WHERE id = :id
            """)
        .bind("question", draft.question())
        .bind("description", draft.description())
        .bind("kind", asks.kind().name())
        .bind("settings", asks.kept())
        .bind("id", was.id().value())
        .execute();
    if (!was.question().equals(draft.question())) {
      Corrections.keepOfQuestion(handle, dialect, was.id().value(), was.question(), now);
    }
  }

  private void putChoices(Poll was, Map<ChoiceId, Choice> before, List<DraftChoice> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      DraftChoice wish = wanted.get(i);
      Optional<Choice> there = Optional.ofNullable(wish.id()).map(before::get);
      if (there.isEmpty()) {
        insert(handle, was.id(), wish, i + 1);
        continue;
      }
      Choice old = there.get();
      ChoiceRows.update(
          handle, new Choice(old.id(), old.poll(), wish.text(), i + 1, wish.correct()));
      if (!old.text().equals(wish.text())) {
        Cell.Span cells = was.asks().cellsOf(old.id());
        Corrections.keepOfChoice(
            handle, dialect, was.id().value(), old.id().value(), cells, old.text(), now);
      }
    }
  }
}
