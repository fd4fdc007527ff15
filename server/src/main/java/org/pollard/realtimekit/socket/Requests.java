package org.pollard.realtimekit.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import message.v1.SocketMessage;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Quota;

/// Takes what comes from clients: frames of any content, in any number. On the event loop of each;
/// nothing that comes disturbs another connection.
@ApplicationScoped
class Requests {

  private static final System.Logger LOG = System.getLogger(Requests.class.getName());

  /// What waits for the database or votes may be refused for the moment; the same again is right.
  static final String BUSY = "The server is busy; try again in a moment";

  static final String UNREADABLE = "The payload could not be read";

  private static final int LONGEST_ID = 128;

  private final RoomRequests room;
  private final KickRequests kicks;
  private final PollRequests polls;
  private final PresetRequests presets;

  Requests(RoomRequests room, KickRequests kicks, PollRequests polls, PresetRequests presets) {
    this.room = room;
    this.kicks = kicks;
    this.polls = polls;
    this.presets = presets;
  }

  /// Answers, sooner or later, or ignores what cannot be answered.
  void take(ClientSocket socket, Buffer frame) {
    SocketMessage message;
    try {
      message = SocketMessage.parseFrom(frame.getBytes());
    } catch (InvalidProtocolBufferException e) {
      var _ = socket.pay();
      return;
    }
    String id = message.hasId() && message.getId().length() <= LONGEST_ID ? message.getId() : null;
    Optional<Event> known = Event.of(message.getEvent());
    socket.begin();
    if (!socket.pay()) {
      socket.answer(Frames.error(message.getEvent(), id, "Too many messages"));
    } else if (known.isEmpty()) {
      socket.answer(Frames.error(message.getEvent(), id, "Unknown event " + message.getEvent()));
    } else {
      handle(socket, new Request(known.get(), id, message.getPayload()));
    }
  }

  private void handle(ClientSocket socket, Request request) {
    try {
      switch (request.event()) {
        case JOIN_ROOM -> room.join(socket, request);
        case LEAVE_ROOM -> room.leave(socket, request);
        case ROOM_INFO -> room.info(socket, request);
        case ROOM_PEERS -> room.peers(socket, request);
        case ADDED_PARTICIPANTS -> room.added(socket, request);
        case PLUGIN_STORE -> room.pluginStore(socket, request);
        case CONNECTED_ROOMS -> room.connected(socket, request);
        case KICK -> kicks.some(socket, request);
        case KICK_ALL -> kicks.all(socket, request);
        // Nobody waits and nobody chats here, and clients ask as a matter of course.
        case WAITING_REQUESTS, CHAT_MESSAGES, CHAT_PAGE ->
            socket.answer(Frames.empty(request.event(), request.id()));
        case SEND_CHAT_MESSAGE -> socket.refuse(request, "There is no chat here");
        case CREATE_POLL -> polls.create(socket, request);
        case GET_POLLS -> polls.list(socket, request);
        case VOTE_POLL -> polls.vote(socket, request);
        case GET_PRESETS -> presets.read(socket, request);
        case UPDATE_PRESETS -> presets.update(socket, request);
        case PEER_COUNT, ERROR ->
            socket.refuse(request, "Unknown event " + request.event().number());
      }
    } catch (InvalidProtocolBufferException e) {
      socket.refuse(request, UNREADABLE);
    } catch (RuntimeException e) {
      fault(socket, request, e);
    }
  }

  /// Goes on where the socket lives when something is there; whatever goes wrong is answered.
  static <T extends @Nullable Object> void then(
      ClientSocket socket, Request request, CompletionStage<T> stage, Consumer<T> next) {
    var _ =
        stage.whenComplete(
            (value, fault) ->
                socket
                    .context()
                    .runOnContext(
                        _ -> {
                          if (fault != null) {
                            fault(socket, request, fault);
                            return;
                          }
                          try {
                            next.accept(value);
                          } catch (RuntimeException e) {
                            fault(socket, request, e);
                          }
                        }));
  }

  private static void fault(ClientSocket socket, Request request, Throwable fault) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    if (cause instanceof Quota.Reached reached) {
      socket.refuse(request, reached.sentence());
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "A request on a socket failed: " + request.event(), fault);
    socket.refuse(request, BUSY);
  }
}
