package org.pollard.meeting;

import java.time.InstantSource;
import java.util.Optional;

/// Changes presets, meetings and participants, and sees to it that what changed holds at once.
/// Thread-safe; may wait for the database. Whose app it is, is the caller's to check. What is only
/// read is read from the [MeetingStore].
public final class Meetings {

  private final MeetingStore store;
  private final MeetingAccess access;
  private final InstantSource clock;

  public Meetings(MeetingStore store, MeetingAccess access, InstantSource clock) {
    this.store = store;
    this.access = access;
    this.clock = clock;
  }

  /// The preset that is meant by a name: the one of exactly that name or, for another spelling of a
  /// default preset, that one.
  public Optional<Preset> presetNamed(AppId app, String name) {
    return store
        .presetNamed(app, name)
        .or(() -> store.presetNamed(app, DefaultPresets.resolve(name)));
  }

  public PresetOutcome create(NewPreset preset) {
    return store.addPreset(preset, clock.instant());
  }

  /// Replaces name, permissions and document.
  public PresetOutcome change(Preset changed) {
    PresetOutcome outcome = store.changePreset(changed, clock.instant());
    access.forgetAll();
    return outcome;
  }

  /// Deletes a preset; who has it keeps it. Empty when there is none.
  public Optional<Preset> delete(PresetId id) {
    return store.deletePreset(id, clock.instant());
  }

  public Meeting create(NewMeeting meeting) {
    return store.addMeeting(meeting, clock.instant());
  }

  /// Replaces title, activity, keep-alive and settings; empty when there is no such meeting.
  public Optional<Meeting> change(Meeting changed) {
    return store.changeMeeting(changed, clock.instant());
  }

  /// Registers a participant; empty when the meeting has somebody with that custom id.
  public Optional<Participant> add(NewParticipant participant) {
    Optional<Participant> added = store.addParticipant(participant, clock.instant());
    added.ifPresent(access::forget);
    return added;
  }

  /// Replaces name, picture and preset; empty when there is no such participant.
  public Optional<Participant> change(Participant changed) {
    Optional<Participant> now = store.changeParticipant(changed, clock.instant());
    access.forget(changed);
    return now;
  }

  /// Takes a registration back: no token of it is good any more. Empty when there is none.
  public Optional<Participant> remove(Participant participant) {
    Optional<Participant> removed = store.deleteParticipant(participant.id(), clock.instant());
    access.forget(participant);
    return removed;
  }
}
