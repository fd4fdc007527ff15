package org.pollard.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.connection.Shortcut;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;

/// One open stream of server-sent events. Confined to its event loop, but for what is final.
///
/// It keeps at most the newest snapshot for a client that reads slowly: while the client's buffer
/// is full nothing is written, and when it has room again the newest goes out and all between are
/// left out.
final class EventStream {

  private static final Duration RETRY_AT_LEAST = Duration.ofSeconds(1);
  private static final Duration RETRY_AT_MOST = Duration.ofSeconds(4);

  /// An event and no comment, since pages see no comments. It says how long a client may take
  /// silence for nothing, give or take the second between two looks at all streams.
  static final Duration IDLE = Duration.ofSeconds(5);

  private static final Buffer HEARTBEAT =
      Buffer.buffer("event: heartbeat\ndata: {\"every_ms\":" + IDLE.toMillis() + "}\n\n");

  private static final int LARGEST_BACKLOG = 16 * 1024;
  private static final int MOST_TOLD_OF = 16;

  private final HttpServerResponse response;

  /// For what goes to many at once; null where there is none.
  private final @Nullable Shortcut shortcut;

  private final Context context;
  private final VoterId voter;
  private final Credentials.Shown shown;

  private final Topic topic;

  /// The sessions that come of it; written on the event loop only, the tick reads it to know what
  /// is watched.
  private volatile Map<SessionId, Followed> followed = Map.of();

  /// When, by the nanosecond clock, a vote of the viewer's was told of, in the sessions of late.
  private final SequencedMap<SessionId, Long> toldOf = new LinkedHashMap<>();

  private final @Nullable String lastEventId;
  private boolean saidNothing;
  private boolean ended;

  /// When a client whose stream ended should come back: not all at the same moment.
  private final long again =
      ThreadLocalRandom.current().nextLong(RETRY_AT_LEAST.toMillis(), RETRY_AT_MOST.toMillis());

  private long lastWrite;

  /// A session that this stream follows. Confined to the event loop.
  private static final class Followed {

    private Viewer viewer;

    /// Written on the event loop only; the tick reads it to know whom to ask for.
    private volatile boolean voted;

    private int told;

    /// How often a vote was told of, for the tick to read.
    private volatile int votes;

    private @Nullable String sent;
    private @Nullable Snapshot newest;
    private long newestVersion;
    private boolean wasOpen;
    private boolean hadResults;

    Followed(Snapshot first, Viewer viewer, boolean voted, boolean results, @Nullable String sent) {
      this.viewer = viewer;
      this.voted = voted;
      this.sent = sent;
      this.wasOpen = first.session().open();
      this.hadResults = results;
    }
  }

  EventStream(
      HttpServerResponse response,
      @Nullable Shortcut shortcut,
      Context context,
      VoterId voter,
      Credentials.Shown shown,
      Topic topic,
      @Nullable String lastEventId) {
    this.response = response;
    this.shortcut = shortcut;
    this.context = context;
    this.voter = voter;
    this.shown = shown;
    this.topic = topic;
    this.lastEventId = lastEventId;
    this.saidNothing = lastEventId != null;
  }

  Context context() {
    return context;
  }

  VoterId voter() {
    return voter;
  }

  Credentials.Shown shown() {
    return shown;
  }

  Topic topic() {
    return topic;
  }

  /// The sessions that are followed now.
  Set<SessionId> sessions() {
    return followed.keySet();
  }

  /// Whether the viewer is known to have voted in a session that is followed.
  boolean hasVoted(SessionId in) {
    Followed session = followed.get(in);
    return session != null && session.voted;
  }

  /// Writes the head, and how long a client should wait before it comes back.
  void begin() {
    response
        .setChunked(true)
        .setWriteQueueMaxSize(LARGEST_BACKLOG)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
    // With it a client knows at once that nothing on the way holds the stream back.
    write(Buffer.buffer("retry: " + again + "\n\n").appendBuffer(HEARTBEAT));
  }

  /// From now on snapshots of this session are sent, with these rights; but in a meeting in place
  /// of what was followed before.
  ///
  /// @param hasVoted as it was read some time after `since`; what was told of meanwhile stands
  /// @param since by the nanosecond clock
  void follow(Snapshot first, Viewer rights, boolean hasVoted, long since) {
    boolean voted = hasVoted || wasToldOf(first.id(), since);
    Followed before = followed.get(first.id());
    if (before == null) {
      Map<SessionId, Followed> now =
          new LinkedHashMap<>(topic instanceof Topic.Meeting ? followed : Map.of());
      now.put(
          first.id(),
          new Followed(first, rights, voted, view(first, rights, voted).results(), lastEventId));
      followed = Map.copyOf(now);
      if (topic instanceof Topic.OnShow) {
        write(named("on-show", first.id()));
      }
    } else {
      before.viewer = rights;
      before.voted = voted;
    }
    offer(first);
  }

  /// The topic holds nothing that this viewer may see. A room or a meeting may do so later.
  void followNothing() {
    switch (topic) {
      case Topic.Session _ -> turnAway();
      case Topic.OnShow _ -> {
        if (!followed.isEmpty() || !saidNothing) {
          followed = Map.of();
          saidNothing = true;
          write(Buffer.buffer("event: on-show\ndata: {\"session\":null}\n\n"));
        }
      }
      case Topic.Meeting _ -> {}
    }
  }

  /// The sessions of the room stand in another order.
  void arranged() {
    if (topic instanceof Topic.OnShow(var in)) {
      write(Buffer.buffer("event: arranged\ndata: {\"course\":" + in.courseId() + "}\n\n"));
    }
  }

  /// The room has another code or name, or lets in others.
  void roomChanged() {
    if (topic instanceof Topic.OnShow(var in)) {
      write(Buffer.buffer("event: room\ndata: {\"course\":" + in.courseId() + "}\n\n"));
    }
  }

  /// The viewer may not follow it any more. Said, since a stream that ends for another reason is
  /// opened again a while later.
  void turnAway() {
    write(Buffer.buffer("event: ended\ndata: {}\n\n"));
    end();
  }

  /// This node is going to stop, and whoever comes back finds another one, or this one started
  /// anew.
  void leave() {
    write(Buffer.buffer("event: leaving\ndata: {\"again_ms\":" + again + "}\n\n"));
    end();
  }

  private void forget(SessionId session) {
    Map<SessionId, Followed> left = new LinkedHashMap<>(followed);
    left.remove(session);
    followed = Map.copyOf(left);
  }

  /// The viewer's own vote was counted.
  void voted(SessionId in) {
    toldOf.remove(in);
    if (toldOf.size() == MOST_TOLD_OF) {
      toldOf.pollFirstEntry();
    }
    toldOf.put(in, System.nanoTime());
    Followed session = followed.get(in);
    if (session != null) {
      session.told++;
      session.votes = session.told;
      session.voted = true;
    }
  }

  private boolean wasToldOf(SessionId in, long since) {
    Long at = toldOf.get(in);
    return at != null && at - since >= 0;
  }

  /// How often the viewer's vote was told of.
  int votes(SessionId in) {
    Followed session = followed.get(in);
    return session == null ? 0 : session.votes;
  }

  /// The database held no vote of the viewer's that counts.
  ///
  /// @param votes how often a vote had been told of before the database was asked: one that was
  ///   told of since stands
  void unvoted(SessionId in, int votes) {
    Followed session = followed.get(in);
    if (session != null && session.votes == votes) {
      session.voted = false;
    }
  }

  void rights(SessionId in, Viewer now) {
    Followed session = followed.get(in);
    if (session != null) {
      session.viewer = now;
    }
  }

  /// Sends the snapshot in the viewer's view, now or when the client has room; the newest wins.
  void offer(Snapshot snapshot) {
    offer(snapshot, null);
  }

  /// The same of one that goes to many.
  ///
  /// @param chunks what was framed for them already; null: it goes to this one alone
  void offer(Snapshot snapshot, @Nullable Chunks chunks) {
    Followed session = followed.get(snapshot.id());
    if (ended || session == null) {
      return;
    }
    if (!snapshot.isShownTo(session.viewer)) {
      forbid(snapshot.id());
      return;
    }
    // Two threads read the database, and what one read earlier may come later.
    if (snapshot.version() < session.newestVersion) {
      return;
    }
    session.newestVersion = snapshot.version();
    session.newest = snapshot;
    if (response.writeQueueFull()) {
      response.drainHandler(_ -> followed.values().forEach(each -> sendNewest(each, null)));
    } else {
      sendNewest(session, chunks);
    }
  }

  /// Whatever comes next is newer: it is counted in another database.
  void turned() {
    followed.values().forEach(each -> each.newestVersion = 0);
  }

  /// The viewer's rights are gone: to them the session is as if it were not there.
  private void forbid(SessionId session) {
    if (topic instanceof Topic.Meeting) {
      gone(session);
    } else {
      followNothing();
    }
  }

  /// Says what became of the session and, where that was the topic, ends.
  void gone(SessionId deleted) {
    if (ended || !followed.containsKey(deleted)) {
      return;
    }
    write(named("deleted", deleted));
    switch (topic) {
      case Topic.Session _ -> end();
      case Topic.OnShow _ -> followNothing();
      case Topic.Meeting _ -> forget(deleted);
    }
  }

  /// Says that it is there when it said nothing else for a while.
  ///
  /// @return whether it had to
  boolean heartbeat(long now) {
    boolean due = !ended && now - lastWrite > IDLE.toNanos() && !response.writeQueueFull();
    if (due) {
      write(HEARTBEAT);
    }
    return due;
  }

  void end() {
    if (!ended) {
      ended = true;
      response.end();
    }
  }

  boolean ended() {
    return ended || response.closed();
  }

  private void sendNewest(Followed session, @Nullable Chunks chunks) {
    Snapshot snapshot = session.newest;
    session.newest = null;
    if (snapshot == null || ended) {
      return;
    }
    View view = view(snapshot, session.viewer, session.voted);
    String id = snapshot.id(view);
    if (id.equals(session.sent)) {
      return;
    }
    session.sent = id;
    tellTransitions(session, snapshot, view);
    if (chunks == null || shortcut == null) {
      write(snapshot.event(view));
    } else if (isOpen()) {
      lastWrite = System.nanoTime();
      shortcut.write(chunks.of(snapshot.event(view)));
    }
  }

  /// A remote control drives what the hall sees, and sees no more.
  private View view(Snapshot snapshot, Viewer viewer, boolean voted) {
    return shown.remote() == null ? snapshot.viewOf(viewer, voted) : snapshot.viewOfHall();
  }

  private void tellTransitions(Followed session, Snapshot snapshot, View view) {
    boolean open = snapshot.session().open();
    if (open != session.wasOpen) {
      write(named(open ? "opened" : "closed", snapshot.id()));
      session.wasOpen = open;
    }
    if (view.results() != session.hadResults) {
      write(named(view.results() ? "revealed" : "hidden", snapshot.id()));
      session.hadResults = view.results();
    }
  }

  private static Buffer named(String event, SessionId session) {
    return Buffer.buffer("event: " + event + "\ndata: {\"session\":" + session.value() + "}\n\n");
  }

  private void write(Buffer bytes) {
    if (isOpen()) {
      lastWrite = System.nanoTime();
      var _ = response.write(bytes);
    }
  }

  private boolean isOpen() {
    return !ended && !response.closed();
  }
}
