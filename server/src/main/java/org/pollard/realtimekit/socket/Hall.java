package org.pollard.realtimekit.socket;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import message.v1.PeerCount;
import message.v1.RoomPeers;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.Participant;
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

  private final MeetingSession session;
  private final PollReading reading;
  private final Executor executor;
  private final Sockets sockets = new Sockets();
  private final Queue<Want> wants = new ConcurrentLinkedQueue<>();
  private final Budget budget = new Budget(System::nanoTime);
  private CompletableFuture<List<PollSession>> first;
  private volatile @Nullable PeersThen peers;
  private volatile boolean brokenUp;

  // The tick's.
  private final KnownPolls polls;
  private final List<Want> waiting = new ArrayList<>();
  private final List<Postponed> postponed = new ArrayList<>();

  /// What is answered by the next broadcast.
  private record Postponed(Want.OnePoll want, long since) {}

  private record PeersThen(CompletableFuture<RoomPeers> peers, long at) {}

  Hall(MeetingSession session, PollReading reading, Executor executor) {
    this.session = session;
    this.reading = reading;
    this.executor = executor;
    this.polls = new KnownPolls(session.id(), reading);
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
    return polls.ids();
  }

  /// Serves everybody. The tick's.
  ///
  /// @param looked those that may have changed, and perhaps those of other sessions
  /// @param more whether there may be more polls than before
  void look(Map<SessionId, Tally> looked, boolean more, long now) {
    CompletableFuture<List<PollSession>> before = ready();
    if (!before.isDone()) {
      // Nobody has been told that they are in, and the tick waits for no single hall.
      return;
    }
    for (Want next = wants.poll(); next != null; next = wants.poll()) {
      waiting.add(next);
    }
    boolean lists = waiting.stream().anyMatch(Want.Polls.class::isInstance);
    if (lists || more || missing() || polls.stale(now)) {
      polls.list(before.join(), now);
    }
    (lists ? reading.tallies(watched()) : looked).forEach(polls::mark);
    boolean due = budget.left();
    postpone(now);
    resume(due, now);
    read(due);
    waiting.forEach(this::answer);
    waiting.clear();
    if (due) {
      polls.broadcast(news -> sockets.onEachLoop(each -> each.offer(news)));
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
            each -> each instanceof Want.OnePoll(_, _, _, SessionId poll) && !polls.contains(poll));
  }

  private void read(boolean due) {
    Set<SessionId> asked = new HashSet<>();
    List<Participant> listing = new ArrayList<>();
    for (Want each : waiting) {
      switch (each) {
        case Want.OnePoll(_, _, _, SessionId poll) -> asked.add(poll);
        case Want.Polls(ClientSocket socket, _) -> listing.add(socket.participant());
      }
    }
    polls.read(asked, due, listing, this::present);
  }

  private Set<VoterId> present() {
    Set<VoterId> present = new HashSet<>();
    sockets().forEach(each -> present.add(each.participant().voter()));
    return present;
  }

  private void answer(Want want) {
    switch (want) {
      case Want.Polls(ClientSocket socket, @Nullable String id) -> {
        List<SharedPoll> all = polls.all();
        socket.context().runOnContext(_ -> socket.answerList(id, all));
      }
      case Want.OnePoll(ClientSocket socket, Event event, @Nullable String id, SessionId poll) -> {
        SharedPoll read = polls.poll(poll);
        // Others hear of it as of any change.
        polls.touch(poll);
        socket.context().runOnContext(_ -> socket.answerPoll(event, id, read));
      }
    }
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

  /// Tells how many connections there are, on all nodes together.
  void tellCount(long count) {
    Buffer frame =
        Frames.of(Event.PEER_COUNT, null, PeerCount.newBuilder().setCount(count).build());
    sockets.onEachLoop(each -> each.tellCount(count, frame));
  }

  /// Has everybody who is put out from now on be told that the meeting is over.
  void breakUp() {
    brokenUp = true;
  }

  boolean brokenUp() {
    return brokenUp;
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
