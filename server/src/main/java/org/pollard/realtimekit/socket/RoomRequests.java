package org.pollard.realtimekit.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import message.v1.AddedParticipant;
import message.v1.AddedParticipants;
import message.v1.JoinRequest;
import message.v1.PluginStore;
import message.v1.Room;
import message.v1.RoomInfo;
import message.v1.RoomPeers;
import org.pollard.meeting.Joining;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.meeting.Peer;
import org.pollard.meeting.Presence;
import org.pollard.people.Slice;
import org.pollard.realtimekit.DisplayNames;

/// Joining, leaving, and who and what is there.
@ApplicationScoped
class RoomRequests {

  private final Presence presence;
  private final MeetingStore meetings;
  private final MeetingSessionStore sessions;
  private final Halls halls;
  private final DisplayNames names;
  private final ExecutorService virtualThreads;

  RoomRequests(
      Presence presence,
      MeetingStore meetings,
      MeetingSessionStore sessions,
      Halls halls,
      DisplayNames names,
      @VirtualThreads ExecutorService virtualThreads) {
    this.presence = presence;
    this.meetings = meetings;
    this.sessions = sessions;
    this.halls = halls;
    this.names = names;
    this.virtualThreads = virtualThreads;
  }

  /// Who the client says it is does not count: its token has said that. Its name does, where the
  /// participant may choose one.
  void join(ClientSocket socket, Request request) throws InvalidProtocolBufferException {
    String name = JoinRequest.parseFrom(request.payload()).getPeer().getDisplayName();
    ClientSocket.Place place = socket.place();
    if (place != null) {
      answerJoin(socket, request, place.seat().peer());
      return;
    }
    Requests.then(
        socket,
        request,
        names.choose(socket.participant(), name),
        named -> {
          socket.rename(named);
          enter(socket, request);
        });
  }

  private void enter(ClientSocket socket, Request request) {
    Requests.then(
        socket,
        request,
        presence.join(socket.participant().id(), socket.peerId(), socket),
        entry -> {
          Presence.Seat seat = entry.seat();
          switch (entry.joining()) {
            case Joining.Joined joined when seat != null -> seated(socket, request, joined, seat);
            case Joining.Joined _, Joining.Full() -> socket.refuse(request, Requests.BUSY);
            case Joining.Inactive() -> socket.refuse(request, "The meeting is not active");
            case Joining.Unknown() -> socket.refuse(request, "The participant is gone");
            case Joining.PeerTaken() -> socket.refuse(request, "The peer id is taken");
          }
        });
  }

  private void seated(
      ClientSocket socket, Request request, Joining.Joined joined, Presence.Seat seat) {
    if (socket.gone()) {
      presence.leave(seat);
      return;
    }
    Hall hall = halls.enter(joined.session(), socket);
    socket.join(new ClientSocket.Place(seat, hall, joined.polls()));
    // Whatever is asked after the answer is news to everybody.
    Requests.then(socket, request, hall.ready(), _ -> answerJoin(socket, request, joined.peer()));
  }

  private static void answerJoin(ClientSocket socket, Request request, Peer peer) {
    socket.answer(Frames.of(Event.JOIN_ROOM, request.id(), Peers.info(peer, socket.participant())));
  }

  void leave(ClientSocket socket, Request request) {
    leave(socket);
    socket.answer(Frames.empty(Event.LEAVE_ROOM, request.id()));
  }

  /// Gives up the place of a connection, if it has one.
  void leave(ClientSocket socket) {
    ClientSocket.Place left = socket.leave();
    if (left != null) {
      halls.leave(left.hall(), socket);
      presence.leave(left.seat());
    }
  }

  void info(ClientSocket socket, Request request) {
    ClientSocket.Place place = socket.place();
    if (place == null) {
      socket.refuse(request, PollRequests.NOT_JOINED);
      return;
    }
    MeetingSession session = place.seat().session();
    socket.answer(
        Frames.of(
            Event.ROOM_INFO,
            request.id(),
            RoomInfo.newBuilder()
                .setRoom(
                    Room.newBuilder()
                        .setRoomId(session.meeting().value().toString())
                        .setTitle(session.title() == null ? "" : session.title())
                        .setCreatedAt(session.startedAt().getEpochSecond())
                        .setRoomUuid(session.publicId().toString()))
                .build()));
  }

  void peers(ClientSocket socket, Request request) {
    ClientSocket.Place place = socket.place();
    if (place == null) {
      socket.refuse(request, PollRequests.NOT_JOINED);
      return;
    }
    Requests.then(
        socket,
        request,
        peers(place),
        found -> socket.answer(Frames.of(Event.ROOM_PEERS, request.id(), found)));
  }

  private CompletableFuture<RoomPeers> peers(ClientSocket.Place place) {
    return place
        .hall()
        .peers(
            () ->
                CompletableFuture.supplyAsync(
                    () -> present(place.seat().session().id()), virtualThreads));
  }

  /// Clients fail on an answer without the meeting itself.
  void connected(ClientSocket socket, Request request) {
    ClientSocket.Place place = socket.place();
    if (place == null) {
      socket.refuse(request, PollRequests.NOT_JOINED);
      return;
    }
    Requests.then(
        socket,
        request,
        peers(place),
        found ->
            socket.answer(
                Frames.of(
                    Event.CONNECTED_ROOMS,
                    request.id(),
                    Peers.undivided(place.seat().session(), found))));
  }

  private RoomPeers present(MeetingSessionId session) {
    List<Peer> first = sessions.present(session).stream().limit(Hall.MOST_SHOWN).toList();
    return Peers.list(
        first, meetings.participants(first.stream().map(Peer::participant).distinct().toList()));
  }

  void added(ClientSocket socket, Request request) {
    Requests.then(
        socket,
        request,
        CompletableFuture.supplyAsync(
            () ->
                meetings
                    .participants(socket.participant().meeting(), Slice.first(Hall.MOST_SHOWN))
                    .items(),
            virtualThreads),
        found ->
            socket.answer(
                Frames.of(
                    Event.ADDED_PARTICIPANTS,
                    request.id(),
                    AddedParticipants.newBuilder()
                        .addAllParticipants(found.stream().map(RoomRequests::shown).toList())
                        .build())));
  }

  private static AddedParticipant shown(Participant participant) {
    AddedParticipant.Builder shown =
        AddedParticipant.newBuilder()
            .setId(participant.id().value().toString())
            .setCustomParticipantId(participant.customId());
    if (participant.name() != null) {
      shown.setName(participant.name());
    }
    if (participant.picture() != null) {
      shown.setPicture(participant.picture());
    }
    return shown.build();
  }

  /// No plugin keeps anything here, and clients wait for being told so.
  void pluginStore(ClientSocket socket, Request request) throws InvalidProtocolBufferException {
    PluginStore asked = PluginStore.parseFrom(request.payload());
    socket.answer(
        Frames.of(
            Event.PLUGIN_STORE,
            request.id(),
            PluginStore.newBuilder()
                .setPluginId(asked.getPluginId())
                .setStoreName(asked.getStoreName())
                .build()));
  }
}
