package org.pollard.realtimekit.socket;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import message.v1.PeerPreset;
import message.v1.PresetUpdate;
import message.v1.PresetUpdateList;
import message.v1.Presets;
import message.v1.PresetsRequest;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Presence;
import org.pollard.people.VoterId;
import org.pollard.realtimekit.PresetInForce;

/// What participants may do, told and changed.
@ApplicationScoped
class PresetRequests {

  private static final int MOST_AT_ONCE = 1_000;

  private final MeetingStore meetings;
  private final MeetingAccess access;
  private final Presence presence;
  private final ExecutorService virtualThreads;

  PresetRequests(
      MeetingStore meetings,
      MeetingAccess access,
      Presence presence,
      @VirtualThreads ExecutorService virtualThreads) {
    this.meetings = meetings;
    this.access = access;
    this.presence = presence;
    this.virtualThreads = virtualThreads;
  }

  void read(ClientSocket socket, Request request) throws InvalidProtocolBufferException {
    PresetsRequest asked = PresetsRequest.parseFrom(request.payload());
    ClientSocket.Place place = socket.place();
    if (place == null) {
      socket.refuse(request, PollRequests.NOT_JOINED);
      return;
    }
    MeetingId meeting = socket.participant().meeting();
    List<String> ids = asked.getUserIdsList().stream().limit(MOST_AT_ONCE).toList();
    Requests.then(
        socket,
        request,
        CompletableFuture.supplyAsync(
            () -> presets(meeting, place.seat().session().id(), ids), virtualThreads),
        found -> socket.answer(Frames.of(request.event(), request.id(), found)));
  }

  private Presets presets(MeetingId meeting, MeetingSessionId session, List<String> ids) {
    Presets.Builder all = Presets.newBuilder();
    for (Participant each : participants(meeting, new HashSet<>(ids)).values()) {
      PollPermissions polls =
          access
              .standing(session, each.voter())
              .join()
              .map(standing -> standing.polls())
              .orElse(each.permissions().polls());
      meetings
          .preset(each.preset())
          .ifPresent(
              preset ->
                  all.addPeerPresets(
                      PeerPreset.newBuilder()
                          .setUserId(each.id().value().toString())
                          .setPreset(
                              ByteString.copyFrom(PresetInForce.of(preset, polls).bytes()))));
    }
    return all.build();
  }

  /// For those who may change what others may do; everybody else is refused.
  void update(ClientSocket socket, Request request) throws InvalidProtocolBufferException {
    PresetUpdateList asked = PresetUpdateList.parseFrom(request.payload());
    ClientSocket.Place place = socket.place();
    if (place == null) {
      socket.refuse(request, PollRequests.NOT_JOINED);
      return;
    }
    MeetingSessionId session = place.seat().session().id();
    Participant who = socket.participant();
    Requests.then(
        socket,
        request,
        CompletableFuture.supplyAsync(
            () -> change(who, session, asked.getUpdatesList()), virtualThreads),
        refused -> {
          if (refused.isEmpty()) {
            socket.answer(Frames.of(request.event(), request.id(), asked));
          } else {
            socket.refuse(request, refused);
          }
        });
  }

  /// Changes all or nothing; gives what is wrong, or an empty text.
  private String change(Participant who, MeetingSessionId session, List<PresetUpdate> updates) {
    boolean allowed =
        access
            .standing(session, who.voter())
            .join()
            .filter(each -> each.live() && !each.participant().deleted())
            .filter(each -> each.participant().permissions().changePermissions())
            .isPresent();
    if (!allowed) {
      return "Not allowed";
    }
    Set<String> ids = updates.stream().map(PresetUpdate::getUserIds).collect(Collectors.toSet());
    if (ids.size() > MOST_AT_ONCE) {
      return "At most " + MOST_AT_ONCE + " participants at once";
    }
    Map<String, Participant> found = participants(who.meeting(), ids);
    if (!found.keySet().containsAll(ids)) {
      return "Unknown participant";
    }
    Map<Permissions.Wish, Set<VoterId>> wishes = new HashMap<>();
    for (PresetUpdate each : updates) {
      Participant participant = found.get(each.getUserIds());
      if (participant != null && each.getPatch().hasPolls()) {
        wishes
            .computeIfAbsent(Permissions.Wish.of(each.getPatch().getPolls()), _ -> new HashSet<>())
            .add(participant.voter());
      }
    }
    wishes.forEach(
        (wish, voters) ->
            presence.changePermissions(session, voters, wish.create(), wish.vote(), wish.view()));
    return "";
  }

  /// Those of the meeting, by the text that named them.
  private Map<String, Participant> participants(MeetingId meeting, Set<String> ids) {
    Map<ParticipantId, String> asked = new HashMap<>();
    for (String each : ids) {
      try {
        asked.put(new ParticipantId(UUID.fromString(each)), each);
      } catch (IllegalArgumentException e) {
        // What is no id names nobody.
      }
    }
    Map<String, Participant> found = new HashMap<>();
    meetings
        .participants(asked.keySet())
        .forEach(
            (id, participant) -> {
              String text = asked.get(id);
              if (text != null && participant.meeting().equals(meeting)) {
                found.put(text, participant);
              }
            });
    return found;
  }
}
