package org.pollard.realtimekit.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import message.v1.KickRequest;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingSessionStore.PeerFilter;
import org.pollard.meeting.Presence;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Putting people out, for those whose preset allows it.
///
/// Success has no answer: to the client a frame of these events means that it is put out itself.
@ApplicationScoped
class KickRequests {

  private static final int MOST_AT_ONCE = 100;

  private final MeetingAccess access;
  private final MeetingSessionStore sessions;
  private final Presence presence;
  private final ExecutorService virtualThreads;

  KickRequests(
      MeetingAccess access,
      MeetingSessionStore sessions,
      Presence presence,
      @VirtualThreads ExecutorService virtualThreads) {
    this.access = access;
    this.sessions = sessions;
    this.presence = presence;
    this.virtualThreads = virtualThreads;
  }

  /// Puts the participants behind these connections out, with all their connections.
  void some(ClientSocket socket, Request request) throws InvalidProtocolBufferException {
    List<String> peers = KickRequest.parseFrom(request.payload()).getPeerIdsList();
    if (peers.isEmpty() || peers.size() > MOST_AT_ONCE) {
      socket.refuse(request, "1 to " + MOST_AT_ONCE + " peers at once");
      return;
    }
    ClientSocket.Place place = socket.place();
    kick(
        socket,
        request,
        place,
        () -> {
          Set<VoterId> voters = voters(session(place), peers);
          if (voters.isEmpty()) {
            return "Unknown peer";
          }
          presence.kick(session(place), voters);
          return "";
        });
  }

  /// Puts everybody out, who asks as well.
  void all(ClientSocket socket, Request request) {
    ClientSocket.Place place = socket.place();
    kick(
        socket,
        request,
        place,
        () -> {
          if (place != null) {
            place.hall().breakUp();
          }
          presence.kick(session(place), null);
          return "";
        });
  }

  /// @param work gives why it could not be done, or an empty text; on a thread that may wait
  private void kick(
      ClientSocket socket,
      Request request,
      ClientSocket.@Nullable Place place,
      Supplier<String> work) {
    if (place == null) {
      socket.refuse(request, PollRequests.NOT_JOINED);
      return;
    }
    Requests.then(
        socket,
        request,
        access.standing(session(place), socket.participant().voter()),
        standing -> {
          boolean allowed =
              standing
                  .filter(each -> each.live() && !each.participant().deleted())
                  .filter(each -> each.participant().permissions().kick())
                  .isPresent();
          if (!allowed) {
            socket.refuse(request, "Not allowed");
            return;
          }
          Requests.then(
              socket,
              request,
              CompletableFuture.supplyAsync(work, virtualThreads),
              refused -> {
                if (refused.isEmpty()) {
                  socket.done();
                } else {
                  socket.refuse(request, refused);
                }
              });
        });
  }

  private static MeetingSessionId session(ClientSocket.@Nullable Place place) {
    if (place == null) {
      throw new IllegalStateException("nobody is put out of a meeting by who is not in it");
    }
    return place.seat().session().id();
  }

  private Set<VoterId> voters(MeetingSessionId session, List<String> peers) {
    Set<VoterId> voters = new HashSet<>();
    for (String each : peers) {
      sessions
          .peers(session, new PeerFilter(null, null, each, false, true), Slice.first(1))
          .items()
          .stream()
          .filter(peer -> peer.leftAt() == null)
          .forEach(peer -> voters.add(peer.voter()));
    }
    return voters;
  }
}
