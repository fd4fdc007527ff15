package org.pollard.meeting;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Keeps presets, meetings and participants. Thread-safe; every call may wait for the database, so
/// none belongs on an event loop. A write has been made durable when the call returns. Deleted
/// presets and participants are found by their id only, and say so. Lists are newest first.
public interface MeetingStore {

  PresetOutcome addPreset(NewPreset preset, Instant now);

  Optional<Preset> preset(PresetId id);

  /// The preset of exactly that name, unless it was deleted.
  Optional<Preset> presetNamed(AppId app, String name);

  /// The presets of an app that were not deleted, or those whose name contains `search`.
  Listing<Preset> presets(AppId app, @Nullable String search, Slice slice);

  /// Replaces name, permissions and document.
  PresetOutcome changePreset(Preset changed, Instant now);

  /// Deletes a preset; who has it keeps it. Empty when there is none that can be deleted.
  Optional<Preset> deletePreset(PresetId id, Instant now);

  Meeting addMeeting(NewMeeting meeting, Instant now);

  Optional<Meeting> meeting(MeetingId id);

  Listing<Meeting> meetings(MeetingFilter filter, Slice slice);

  /// Replaces title, activity, keep-alive and settings; empty when there is no such meeting.
  Optional<Meeting> changeMeeting(Meeting changed, Instant now);

  /// Registers a participant as a new voter; empty when the meeting has somebody with that custom
  /// id.
  Optional<Participant> addParticipant(NewParticipant participant, Instant now);

  Optional<Participant> participant(ParticipantId id);

  /// Those of the participants that exist, by id.
  Map<ParticipantId, Participant> participants(Collection<ParticipantId> ids);

  /// Those of the voters that are participants, deleted ones too.
  Map<VoterId, Participant> participantsByVoter(Collection<VoterId> voters);

  /// The participants of a meeting with these custom ids that were not deleted.
  List<Participant> participantsNamed(MeetingId meeting, Collection<String> customIds);

  /// The participants of a meeting that were not deleted.
  Listing<Participant> participants(MeetingId meeting, Slice slice);

  /// Replaces name, picture and preset; empty when there is none that can be changed.
  Optional<Participant> changeParticipant(Participant changed, Instant now);

  /// Takes the registration back; empty when there is none.
  Optional<Participant> deleteParticipant(ParticipantId id, Instant now);

  /// Which meetings are meant; null means any.
  ///
  /// @param search the id, or a part of the title in whatever case
  record MeetingFilter(
      AppId app,
      @Nullable String search,
      @Nullable Boolean active,
      @Nullable Instant from,
      @Nullable Instant to) {}
}
