package org.pollard.realtimekit;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Meetings;
import org.pollard.meeting.Participant;
import org.pollard.people.PlainText;

/// Names that participants choose as they join, where their preset lets them. Such a name becomes
/// the participant's own, so that it is in all lists, votes and polls, also of later joins.
/// Thread-safe; never waits.
@ApplicationScoped
public class DisplayNames {

  private final Meetings meetings;
  private final MeetingStore store;
  private final ExecutorService virtualThreads;

  DisplayNames(
      Meetings meetings, MeetingStore store, @VirtualThreads ExecutorService virtualThreads) {
    this.meetings = meetings;
    this.store = store;
    this.virtualThreads = virtualThreads;
  }

  /// The participant with the chosen name, or as before when none was chosen, or none that can be
  /// one, or when the preset says nothing of choosing.
  public CompletableFuture<Participant> choose(Participant participant, String name) {
    String chosen = name.strip();
    return chosen.equals(participant.displayName()) || !fit(chosen)
        ? CompletableFuture.completedFuture(participant)
        : CompletableFuture.supplyAsync(() -> named(participant, chosen), virtualThreads);
  }

  private static boolean fit(String name) {
    return !PlainText.looksEmpty(name)
        && PlainText.isLine(name)
        && name.codePointCount(0, name.length()) <= Given.LONGEST_NAME;
  }

  private Participant named(Participant participant, String name) {
    boolean allowed =
        store
            .preset(participant.preset())
            .map(preset -> RealtimeKitJson.stored(preset.document()))
            .filter(preset -> preset.at("/permissions/can_edit_display_name").asBoolean())
            .isPresent();
    if (!allowed) {
      return participant;
    }
    return meetings
        .change(
            new Participant(
                participant.voter(),
                participant.id(),
                participant.app(),
                participant.meeting(),
                participant.customId(),
                name,
                participant.picture(),
                participant.preset(),
                participant.presetName(),
                participant.permissions(),
                participant.createdAt(),
                participant.updatedAt(),
                participant.deleted()))
        .orElse(participant);
  }
}
