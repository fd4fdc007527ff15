package org.pollard.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Deletes polls and sessions so that whoever did it can take it back for a minute, and tells who
/// needs to know. Thread-safe; may wait for the database. Rights are the caller's to check.
public final class Discards {

  /// How long something can be taken back, and a little for the way of the call.
  private static final Duration TIME = Duration.ofSeconds(65);

  private final DiscardStore store;
  private final PollStore polls;
  private final Changes changes;
  private final InstantSource clock;

  public Discards(DiscardStore store, PollStore polls, Changes changes, InstantSource clock) {
    this.store = store;
    this.polls = polls;
    this.changes = changes;
    this.clock = clock;
  }

  /// Discards a session; its poll goes with it when it is this person's and asked nowhere else.
  public Optional<Discard> session(PollSession session, VoterId by) {
    boolean only = polls.sessionsOf(session.poll(), Slice.first(1)).total() == 1;
    boolean own = polls.poll(session.poll()).filter(each -> each.owner().equals(by)).isPresent();
    if (only && own) {
      return poll(session.poll(), by);
    }
    Optional<Discard> discard = store.discardSession(session.id(), by, endsAt());
    changes.sessionChanged(session.id());
    arranged(session.audience());
    return discard;
  }

  /// Discards a poll with everything that belongs to it.
  public Optional<Discard> poll(PollId poll, VoterId by) {
    List<AudienceRef> audiences = audiences(poll);
    Optional<Discard> discard = store.discardPoll(poll, by, endsAt());
    changes.pollChanged(poll);
    audiences.forEach(this::arranged);
    return discard;
  }

  /// Takes back what this person discarded; false when that is too late.
  public boolean restore(DiscardId id, VoterId by) {
    Optional<PollId> poll = store.restore(id, by, clock.instant());
    poll.ifPresent(
        each -> {
          changes.pollChanged(each);
          for (AudienceRef audience : audiences(each)) {
            changes.shown(audience);
            arranged(audience);
          }
        });
    return poll.isPresent();
  }

  /// What this person can take back now, newest first.
  public List<Discard> of(VoterId person) {
    return store.of(person, clock.instant());
  }

  /// Deletes for good some of what nobody can take back any more; gives how many.
  public int forget() {
    return store.forget(clock.instant());
  }

  private Instant endsAt() {
    return clock.instant().plus(TIME);
  }

  private List<AudienceRef> audiences(PollId poll) {
    return polls.audiencesOf(List.of(poll)).getOrDefault(poll, List.of());
  }

  private void arranged(AudienceRef audience) {
    if (audience instanceof AudienceRef.InCourse room) {
      changes.arranged(room);
    }
  }
}
