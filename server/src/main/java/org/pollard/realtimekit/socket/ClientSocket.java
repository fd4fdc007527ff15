package org.pollard.realtimekit.socket;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Connection;
import org.pollard.meeting.Participant;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Presence;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;

/// One connection of the browser client. Confined to its event loop, but for what is final, who it
/// is, and what [Connection] has.
///
/// Of a request the answer comes before the next request is read, so a client has one in work at a
/// time. To a client that reads slowly nothing is written while its buffer is full; then it gets
/// the newest state of each poll. One that does not read at all is dropped after a while.
final class ClientSocket implements Connection {

  static final short NORMAL = 1000;
  static final short POLICY = 1008;

  /// Browsers' clients come back after whatever is not [#NORMAL].
  private static final short RESTART = 1012;

  private static final short TOO_BIG = 1009;

  private static final int LARGEST_BACKLOG = 64 * 1024;

  /// A part of a message in fewer bytes, with more to come, costs as much as a message: nobody but
  /// an attacker sends such parts, and they can be as many as frames without any.
  private static final int SMALL_PART = 1024;

  private static final Duration SLOWEST = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration FAREWELL = Duration.ofSeconds(3);
  private static final String PING = "2";

  private final ServerWebSocket socket;
  private final ChannelHandlerContext channel;
  private final Context context;
  private volatile Participant participant;
  private final String peerId;
  private final Instant tokenEnd;
  private final Allowance allowance;
  private final Runnable whenGone;

  private final Map<SessionId, Cast> castHere = new HashMap<>();
  private final Map<SessionId, Long> known = new HashMap<>();
  private final Map<SessionId, SharedPoll.Broadcast> pending = new LinkedHashMap<>();
  private @Nullable Place place;
  private long heard = System.nanoTime();
  private long fullSince = System.nanoTime();
  private boolean gone;
  private boolean asked;
  private boolean restarting;
  private long unfinished;
  private long toldCount = -1;

  /// A vote that this connection has cast. In an anonymous poll nothing else knows of it.
  record Cast(ChoiceId choice, int option) {}

  /// Where this connection has joined.
  ///
  /// @param polls what the participant may do there, as far as it is known here
  record Place(Presence.Seat seat, Hall hall, PollPermissions polls) {}

  ClientSocket(
      ServerWebSocket socket,
      ChannelHandlerContext channel,
      Context context,
      Participant participant,
      String peerId,
      Instant tokenEnd,
      Allowance allowance,
      Runnable whenGone) {
    this.socket = socket;
    this.channel = channel;
    this.context = context;
    this.participant = participant;
    this.peerId = peerId;
    this.tokenEnd = tokenEnd;
    this.allowance = allowance;
    this.whenGone = whenGone;
    socket.setWriteQueueMaxSize(LARGEST_BACKLOG);
    socket.drainHandler(_ -> sendPending());
  }

  Context context() {
    return context;
  }

  Participant participant() {
    return participant;
  }

  /// Takes the participant over as it is now.
  void rename(Participant now) {
    participant = now;
  }

  String peerId() {
    return peerId;
  }

  /// Null while it has not joined.
  @Nullable Place place() {
    return place;
  }

  boolean gone() {
    return gone;
  }

  Map<SessionId, Cast> castHere() {
    return castHere;
  }

  void join(Place joined) {
    place = joined;
  }

  /// Gives up the place in the meeting, if there is one.
  @Nullable Place leave() {
    Place left = place;
    place = null;
    toldCount = -1;
    known.clear();
    pending.clear();
    return left;
  }

  /// To be called with everything that comes from the client.
  void hear() {
    heard = System.nanoTime();
  }

  /// Reads nothing more until the answer is given.
  void begin() {
    asked = true;
    socket.pause();
  }

  /// Answers what was begun.
  void answer(Buffer frame) {
    allowance.charge(frame.length());
    write(frame);
    done();
  }

  /// Ends what was begun without an answer.
  void done() {
    asked = false;
    if (restarting) {
      restart();
    } else if (!gone && !socket.isClosed()) {
      socket.resume();
    }
  }

  /// Takes what a message costs, or a frame that is none, whatever is in it; false when it is too
  /// much. Who goes on like that is cut off.
  boolean pay() {
    if (gone) {
      readNoMore();
      return false;
    }
    if (allowance.take()) {
      return true;
    }
    if (allowance.flooded()) {
      close(POLICY);
      readNoMore();
    }
    return false;
  }

  /// Takes note of a frame of a message. One that is too long is given to nobody, and its sender
  /// would send the rest of it for ever.
  void part(int bytes, boolean last) {
    unfinished += bytes;
    if (unfinished > SocketSettings.LARGEST_MESSAGE && !gone) {
      close(TOO_BIG);
      readNoMore();
    }
    if (last) {
      unfinished = 0;
    } else if (bytes < SMALL_PART) {
      var _ = pay();
    }
  }

  /// Whatever is sent after this waits at the sender's until the connection is cut off. What had
  /// been read by then is still taken apart, and may have the framework read on once.
  private void readNoMore() {
    channel.channel().config().setAutoRead(false);
  }

  void refuse(Request request, String message) {
    answer(Frames.error(request.event().number(), request.id(), message));
  }

  /// Answers with all polls; with none when the participant may not see them.
  void answerList(@Nullable String id, List<SharedPoll> polls) {
    List<Encoded> seen = new ArrayList<>();
    if (views()) {
      for (SharedPoll each : polls) {
        seen.add(each.of(participant, option(each.session())));
        known.put(each.session(), each.versionFor(participant));
        pending.remove(each.session());
      }
    }
    answer(Frames.list(id, seen));
  }

  /// Answers with one poll; with nothing when there is none that the participant may see.
  void answerPoll(Event event, @Nullable String id, @Nullable SharedPoll poll) {
    if (poll == null || !views()) {
      answer(Frames.empty(event, id));
      return;
    }
    known.put(poll.session(), poll.versionFor(participant));
    pending.remove(poll.session());
    answer(Frames.update(event, id, poll.of(participant, option(poll.session()))));
  }

  /// Sends a poll that changed, now or when the client has room; the newest wins.
  void offer(SharedPoll.Broadcast broadcast) {
    SharedPoll poll = broadcast.poll();
    if (!views() || Objects.equals(known.get(poll.session()), poll.versionFor(participant))) {
      return;
    }
    if (full()) {
      pending.put(poll.session(), broadcast);
    } else {
      send(broadcast);
    }
  }

  /// Tells something that is left out when the client has no room.
  void tell(Buffer frame) {
    if (!gone && !full()) {
      write(frame);
    }
  }

  /// Tells how many connections there are, unless the client knows.
  void tellCount(long count, Buffer frame) {
    if (place != null && toldCount != count && !gone && !full()) {
      toldCount = count;
      write(frame);
    }
  }

  /// What the participant may do now.
  ///
  /// @param frame tells the client, if that is something else than before
  void permit(PollPermissions now, Buffer frame) {
    Place before = place;
    if (before != null && !before.polls().equals(now)) {
      place = new Place(before.seat(), before.hall(), now);
      if (!now.view()) {
        known.clear();
        pending.clear();
      }
      write(frame);
    }
  }

  void ping() {
    if (!gone && !full()) {
      socket.writeTextMessage(PING);
    }
  }

  void pong() {
    if (!gone && !full()) {
      socket.writeTextMessage("3");
    }
  }

  /// Drops who does not read, does not answer, or has a token that has ended meanwhile.
  void check(long nanos, Instant now) {
    if (!full()) {
      fullSince = nanos;
    }
    if (nanos - fullSince > SLOWEST.toNanos() || nanos - heard > SILENCE.toNanos()) {
      drop();
    } else if (!now.isBefore(tokenEnd)) {
      putOut();
    }
  }

  @Override
  public void kicked() {
    context.runOnContext(_ -> putOut());
  }

  @Override
  public void replaced() {
    context.runOnContext(_ -> close(NORMAL));
  }

  /// Tells the client that it is out, and closes if the client does not.
  void putOut() {
    Place here = place;
    write(Frames.empty(here != null && here.hall().brokenUp() ? Event.KICK_ALL : Event.KICK, null));
    whenGone.run();
    context.owner().setTimer(FAREWELL.toMillis(), _ -> close(NORMAL));
    gone = true;
  }

  /// Closes since the server stops, after the answer to what was asked before.
  void restart() {
    restarting = true;
    if (!asked && !gone) {
      close(RESTART);
    }
  }

  /// Closes with a word, and without one if the client does not take it.
  void close(short code) {
    whenGone.run();
    gone = true;
    if (!socket.isClosed()) {
      var _ = socket.close(code);
      context.owner().setTimer(FAREWELL.toMillis(), _ -> cutOff());
    }
  }

  /// The connection has ended.
  void ended() {
    gone = true;
    whenGone.run();
  }

  /// Drops a client that takes nothing.
  private void drop() {
    whenGone.run();
    gone = true;
    cutOff();
  }

  /// Ends the connection without a word. The framework's own close would wait until its last frame
  /// is written, which to a client that does not read it never is; closing from its own place in
  /// the pipeline outwards goes around that.
  private void cutOff() {
    var _ = channel.close();
  }

  private boolean views() {
    Place here = place;
    return !gone && here != null && here.polls().view();
  }

  private @Nullable Integer option(SessionId poll) {
    Cast cast = castHere.get(poll);
    return cast == null ? null : cast.option();
  }

  /// Whether nothing can be written now. A socket that has closed and not said so yet must not be
  /// asked for its queue: it throws, and whoever comes after it in a round would go without.
  private boolean full() {
    return socket.isClosed() || socket.writeQueueFull();
  }

  private void sendPending() {
    while (!pending.isEmpty() && !gone && !full()) {
      SharedPoll.Broadcast next = pending.values().iterator().next();
      pending.remove(next.poll().session());
      send(next);
    }
  }

  private void send(SharedPoll.Broadcast broadcast) {
    SharedPoll poll = broadcast.poll();
    known.put(poll.session(), poll.versionFor(participant));
    write(broadcast.frameFor(participant, option(poll.session())));
  }

  private void write(Buffer frame) {
    if (gone || socket.isClosed()) {
      return;
    }
    Place here = place;
    if (here != null) {
      here.hall().spend(frame.length());
    }
    var _ = socket.writeBinaryMessage(frame);
  }
}
