package org.pollard.realtimekit.socket;

import io.vertx.core.buffer.Buffer;
import message.v1.PollsPermissions;
import message.v1.PresetUpdate;
import message.v1.PresetUpdateList;
import message.v1.PresetUpdates;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.PollPermissions;

/// What somebody may do with polls, as this wire tells it.
final class Permissions {

  private Permissions() {}

  /// What is to be changed; null leaves it as it is.
  record Wish(@Nullable Boolean create, @Nullable Boolean vote, @Nullable Boolean view) {

    static Wish of(PollsPermissions asked) {
      return new Wish(
          asked.hasCanCreate() ? asked.getCanCreate() : null,
          asked.hasCanVote() ? asked.getCanVote() : null,
          asked.hasCanView() ? asked.getCanView() : null);
    }
  }

  /// Tells a participant what holds now: all of it, what is not allowed as well.
  static Buffer told(ParticipantId participant, PollPermissions now) {
    return Frames.of(
        Event.UPDATE_PRESETS,
        null,
        PresetUpdateList.newBuilder()
            .addUpdates(
                PresetUpdate.newBuilder()
                    .setUserIds(participant.value().toString())
                    .setPatch(
                        PresetUpdates.newBuilder()
                            .setPolls(
                                PollsPermissions.newBuilder()
                                    .setCanCreate(now.create())
                                    .setCanVote(now.vote())
                                    .setCanView(now.view()))))
            .build());
  }
}
