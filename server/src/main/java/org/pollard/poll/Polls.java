package org.pollard.poll;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;

/// Changes polls, choices and sessions, and tells who needs to know. Thread-safe; may wait for the
/// database. Rights and texts are the caller's to check. What is only read is read from the
/// [PollStore].
public final class Polls {

  private final PollStore store;
  private final Changes changes;
  private final InstantSource clock;

  public Polls(PollStore store, Changes changes, InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  /// Makes a poll without choices.
  public Poll create(VoterId owner, String question, @Nullable String description) {
    return store.addPoll(owner, question, description, clock.instant());
  }

  /// Makes a poll of any kind with its choices.
  public Poll create(VoterId owner, PollDraft draft) {
    return store.addPoll(owner, draft, clock.instant());
  }

  /// Replaces a poll whole, see [PollStore#replacePoll].
  public PollStore.Replacement replace(PollId id, PollDraft draft, Set<String> seen) {
    PollStore.Replacement outcome = store.replacePoll(id, draft, seen, clock.instant());
    changed(id);
    return outcome;
  }

  /// Has an entry of a session be seen, or by hosts only; empty when there is none.
  public Optional<Entry> setEntry(SessionId session, EntryId entry, EntryState state) {
    Optional<Entry> changed = store.setEntry(session, entry, state);
    changed.ifPresent(_ -> changes.sessionChanged(session));
    return changed;
  }

  /// Makes a poll with its choices, all at once and in the order of these texts.
  public Poll createWithChoices(VoterId owner, String question, List<String> choices) {
    return store.addPollWithChoices(owner, question, choices, clock.instant());
  }

  /// Replaces question and description by those that `change` makes of what is there; empty when
  /// the poll is gone.
  public Optional<Poll> change(PollId id, UnaryOperator<Poll> change) {
    Optional<Poll> changed = store.changePoll(id, change, clock.instant());
    changed(id);
    return changed;
  }

  /// Deletes a poll with everything that belongs to it; false when it was gone.
  public boolean delete(PollId id) {
    List<AudienceRef> audiences = store.audiencesOf(List.of(id)).getOrDefault(id, List.of());
    boolean deleted = store.deletePoll(id);
    changes.pollChanged(id);
    audiences.forEach(this::arranged);
    return deleted;
  }

  /// Adds a choice; empty when the poll is gone.
  public Optional<Choice> addChoice(
      PollId poll, String text, @Nullable Integer position, boolean correct) {
    Optional<Choice> added = store.addChoice(poll, text, position, correct);
    changed(poll);
    return added;
  }

  /// Replaces text, position and correctness by those that `change` makes of what is there; empty
  /// when the choice is gone.
  public Optional<Choice> change(PollId poll, ChoiceId id, UnaryOperator<Choice> change) {
    Optional<Choice> now = store.changeChoice(poll, id, change, clock.instant());
    changed(poll);
    return now;
  }

  /// Deletes a choice with the votes for it.
  public PollStore.ChoiceDeletion deleteChoice(PollId poll, ChoiceId id) {
    PollStore.ChoiceDeletion outcome = store.deleteChoice(poll, id);
    changed(poll);
    return outcome;
  }

  /// Makes a closed session; empty when the poll or its audience is gone.
  public Optional<PollSession> addSession(PollStore.NewSession session) {
    Optional<PollSession> added = store.addSession(session, clock.instant());
    added.ifPresent(
        each -> {
          changes.sessionChanged(each.id());
          arranged(each.audience());
        });
    return added;
  }

  /// Replaces audience and results visibility of a session by those that `change` makes of what is
  /// there; empty when it is gone.
  public Optional<PollSession> changeSession(
      SessionId id, UnaryOperator<PollStore.Setting> change) {
    Optional<PollSession> changed = store.changeSession(id, change);
    changes.sessionChanged(id);
    return changed;
  }

  /// Has voters be able to take another answer while the session is open, or not.
  public PollStore.ChangeableOutcome setChangeable(SessionId id, boolean changeable) {
    PollStore.ChangeableOutcome outcome = store.setChangeable(id, changeable);
    changes.sessionChanged(id);
    return outcome;
  }

  /// Tells the audience of a closed session which choices are correct, or no longer; false when the
  /// session is gone, or would tell while it takes votes or before it ever did.
  public boolean showCorrect(SessionId id, boolean shows) {
    boolean changed = store.showCorrect(id, shows);
    changes.sessionChanged(id);
    return changed;
  }

  /// Has the room of a session's audience present it.
  public void show(PollSession session) {
    store.show(session.audience(), session.id());
    changes.shown(session.audience());
  }

  /// Arranges the sessions of a room in this order, and those that it leaves out behind; false when
  /// it names one twice, or one that the room does not have.
  public boolean arrange(AudienceRef.InCourse room, List<SessionId> order) {
    boolean arranged = store.arrange(room, order);
    if (arranged) {
      changes.arranged(room);
    }
    return arranged;
  }

  /// Deletes a session with its votes; false when it was gone.
  public boolean deleteSession(SessionId id) {
    Optional<PollSession> known = store.session(id);
    boolean deleted = store.deleteSession(id);
    changes.sessionChanged(id);
    known.ifPresent(each -> arranged(each.audience()));
    return deleted;
  }

  /// Those who run a room look at its polls again.
  private void changed(PollId poll) {
    changes.pollChanged(poll);
    store.audiencesOf(List.of(poll)).getOrDefault(poll, List.of()).forEach(this::arranged);
  }

  private void arranged(AudienceRef audience) {
    if (audience instanceof AudienceRef.InCourse room) {
      changes.arranged(room);
    }
  }
}
