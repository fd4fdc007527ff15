package org.pollard.realtimekit.socket;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import message.v1.RoomPeers;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSession;
import org.pollard.people.VoterId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// The connections that have joined one session on this node, and its polls as they were last read
/// for them. Thread-safe where nothing else is said; what is said to be the tick's is confined to
/// its thread.
///
/// A named poll carries all its voters, so a frame of it grows with the meeting and a broadcast
/// with its square. Broadcasts therefore have a budget: after a large one the next waits until
/// enough time has passed for it, and then carries the newest state. Answers are charged to it and
/// do not wait, until it is far overdrawn: then whoever votes is answered by the next broadcast.
final class Hall {

  /// Polls of one session that are sent and listed.
  static final int MOST_POLLS = 1_000;

  /// Beyond this many connections nobody is told who comes and goes, and lists of who is there
  /// stop: in a large meeting that would be more than all the rest together.
  static final int MOST_SHOWN = 250;

  private static final Duration PEERS_REMEMBERED = Duration.ofSeconds(1);

  /// Clients give up on an answer after twenty seconds.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration LOOK_FOR_POLLS = Duration.ofSeconds(5);

  private final MeetingSession session;
  private final PollReading reading;
  private final Executor executor;
  private final Sockets sockets = new Sockets();
  private final Queue<Want> wants = new ConcurrentLinkedQueue<>();
  private final Budget budget = new Budget(System::nanoTime);
  private CompletableFuture<List<PollSession>> first;
  private volatile @Nullable PeersThen peers;

  // The tick's.
  private final TreeMap<Long, Known> polls = new TreeMap<>();
  private final List<Want> waiting = new ArrayList<>();
  private final List<Postponed> postponed = new ArrayList<>();
  private final Set<SessionId> changed = new LinkedHashSet<>();
  private boolean listed;
  private long listedAt;

  /// What is answered by the next broadcast.
  private record Postponed(Want.OnePoll want, long since) {}

  private record PeersThen(CompletableFuture<RoomPeers> peers, long at) {}

  /// A poll of the session. The tick's.
  private static final class Known {

    private final PollSession session;
    private long version;
    private @Nullable SharedPoll read;
    private boolean announced;
    private long sent;

    Known(PollSession session, boolean announced) {
      this.session = session;
      this.announced = announced;
    }

    boolean outdated() {
      return read == null || read.version() < version;
    }
  }

  Hall(MeetingSession session, PollReading reading, Executor executor) {
    this.session = session;
    this.reading = reading;
    this.executor = executor;
    this.first = readFirst();
  }

  private CompletableFuture<List<PollSession>> readFirst() {
    return CompletableFuture.supplyAsync(() -> reading.polls(session.id(), MOST_POLLS), executor);
  }

  MeetingSession session() {
    return session;
  }

  /// Completes when it is known which polls there were before; all others are announced. What went
  /// wrong is tried again by the next call.
  synchronized CompletableFuture<List<PollSession>> ready() {
    if (first.isCompletedExceptionally()) {
      first = readFirst();
    }
    return first;
  }

  void add(ClientSocket socket) {
    sockets.add(socket);
  }

  void remove(ClientSocket socket) {
    sockets.remove(socket);
  }

  int count() {
    return sockets.count();
  }

  List<ClientSocket> sockets() {
    return sockets.all();
  }

  /// Has the next tick answer a request.
  void want(Want want) {
    wants.add(want);
  }

  /// Bytes that were sent to one of the connections.
  void spend(int bytes) {
    budget.spend(bytes);
  }

  /// The tick's.
  Set<SessionId> watched() {
    Set<SessionId> all = new HashSet<>();
    polls.values().forEach(each -> all.add(each.session.id()));
    return all;
  }

  /// Serves everybody. The tick's.
  ///
  /// @param looked those that may have changed, and perhaps those of other sessions
  /// @param more whether there may be more polls than before
  void look(Map<SessionId, Tally> looked, boolean more, long now) {
    for (Want next = wants.poll(); next != null; next = wants.poll()) {
      waiting.add(next);
    }
    boolean lists = waiting.stream().anyMatch(Want.Polls.class::isInstance);
    if (lists || more || missing() || now - listedAt > LOOK_FOR_POLLS.toNanos()) {
      list(now);
    }
    (lists ? reading.tallies(watched()) : looked).forEach(this::mark);
    boolean due = budget.left();
    postpone(now);
    resume(due, now);
    read(lists, due);
    waiting.forEach(this::answer);
    waiting.clear();
    if (due) {
      broadcast();
    }
  }

  /// Puts answers to votes off while the budget is far overdrawn: each would carry all the voters
  /// so far, and all of them together more than the broadcasts.
  private void postpone(long now) {
    if (budget.farOverdrawn()) {
      waiting.removeIf(
          each ->
              each instanceof Want.OnePoll vote
                  && vote.event() == Event.VOTE_POLL
                  && postponed.add(new Postponed(vote, now)));
    }
  }

  private void resume(boolean due, long now) {
    postponed.removeIf(
        each -> {
          boolean answered = due || now - each.since() > LONGEST_WAIT.toNanos();
          if (answered) {
            waiting.add(each.want());
          }
          return answered;
        });
  }

  private boolean missing() {
    return waiting.stream()
        .anyMatch(
            each ->
                each instanceof Want.OnePoll(_, _, _, SessionId poll)
                    && !polls.containsKey(poll.value()));
  }

  private void list(long now) {
    if (!listed) {
      ready().join().forEach(each -> polls.put(each.id().value(), new Known(each, true)));
      reading.tallies(watched()).forEach((id, tally) -> known(id).version = tally.version());
      listed = true;
    }
    for (PollSession each : reading.polls(session.id(), MOST_POLLS)) {
      if (each.open() && !polls.containsKey(each.id().value())) {
        polls.put(each.id().value(), new Known(each, false));
        changed.add(each.id());
      }
    }
    listedAt = now;
  }

  private Known known(SessionId id) {
    return Objects.requireNonNull(polls.get(id.value()));
  }

  private void mark(SessionId id, Tally tally) {
    Known poll = polls.get(id.value());
    if (poll != null && poll.version < tally.version()) {
      poll.version = tally.version();
      changed.add(id);
    }
  }

  private void read(boolean lists, boolean due) {
    Set<SessionId> ids = new HashSet<>();
    for (Want each : waiting) {
      if (each instanceof Want.OnePoll(_, _, _, SessionId poll)) {
        ids.add(poll);
      }
    }
    if (due) {
      ids.addAll(changed);
    }
    List<PollSession> toRead = new ArrayList<>();
    for (Known each : polls.values()) {
      if (ids.contains(each.session.id()) || (lists && (each.outdated() || unknown(each)))) {
        toRead.add(each.session);
      }
    }
    if (toRead.isEmpty()) {
      return;
    }
    Set<VoterId> present = new HashSet<>();
    sockets().forEach(each -> present.add(each.participant().voter()));
    reading
        .read(toRead, present)
        .forEach(
            (id, poll) -> {
              Known now = known(id);
              now.read = poll;
              now.version = Math.max(now.version, poll.version());
            });
  }

  /// Whether it is not known of somebody who wants all polls if they have voted in this one.
  private boolean unknown(Known poll) {
    SharedPoll read = poll.read;
    return waiting.stream()
        .anyMatch(
            each ->
                each instanceof Want.Polls(ClientSocket socket, _)
                    && (read == null || !read.knows(socket.participant())));
  }

  private void answer(Want want) {
    switch (want) {
      case Want.Polls(ClientSocket socket, @Nullable String id) -> {
        List<SharedPoll> all = new ArrayList<>();
        for (Known each : polls.values()) {
          if (each.read != null) {
            all.add(each.read);
          }
        }
        socket.context().runOnContext(_ -> socket.answerList(id, all));
      }
      case Want.OnePoll(ClientSocket socket, Event event, @Nullable String id, SessionId poll) -> {
        Known known = polls.get(poll.value());
        SharedPoll read = known == null ? null : known.read;
        // Others hear of it as of any change.
        changed.add(poll);
        socket.context().runOnContext(_ -> socket.answerPoll(event, id, read));
      }
    }
  }

  private void broadcast() {
    for (SessionId id : changed) {
      Known poll = polls.get(id.value());
      if (poll == null || poll.read == null || poll.read.version() == poll.sent) {
        continue;
      }
      SharedPoll.Broadcast news =
          poll.read.broadcast(poll.announced ? Event.VOTE_POLL : Event.CREATE_POLL);
      poll.announced = true;
      poll.sent = poll.read.version();
      sockets.onEachLoop(each -> each.offer(news));
    }
    changed.clear();
  }

  /// Somebody came or went.
  void presenceChanged() {
    if (count() <= MOST_SHOWN) {
      peers = null;
    }
  }

  /// Who is there, from a memory of a second at most; the first ones, if they are many.
  ///
  /// @param read asks the database
  CompletableFuture<RoomPeers> peers(Supplier<CompletableFuture<RoomPeers>> read) {
    PeersThen then = peers;
    long now = System.nanoTime();
    if (then == null || now - then.at() > PEERS_REMEMBERED.toNanos()) {
      // Remembered before it is read: who comes or goes meanwhile has it forgotten again.
      CompletableFuture<RoomPeers> next = new CompletableFuture<>();
      peers = new PeersThen(next, now);
      var _ =
          read.get()
              .whenComplete(
                  (found, fault) -> {
                    if (fault == null) {
                      next.complete(found);
                    } else {
                      next.completeExceptionally(fault);
                    }
                  });
      return next;
    }
    return then.peers();
  }

  /// Tells those who have room for it, unless there are too many.
  void tell(Buffer frame, String exceptPeer) {
    if (count() <= MOST_SHOWN) {
      sockets.onEachLoop(
          each -> {
            if (!each.peerId().equals(exceptPeer)) {
              each.tell(frame);
            }
          });
    }
  }
}
