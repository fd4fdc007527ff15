package org.pollard.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
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
  private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");
  private static final int LARGEST_BACKLOG = 16 * 1024;

  private final HttpServerResponse response;
  private final Context context;
  private final VoterId voter;
  private final Credentials.Shown shown;

  /// The room that is followed; null when it is one session.
  private final @Nullable AudienceRef room;

  /// Written on the event loop only; the tick reads it to know what is watched.
  private volatile @Nullable SessionId session;

  private Viewer viewer = Viewer.STRANGER;

  /// Likewise; the tick reads it to know whom to ask for.
  private volatile boolean voted;

  private @Nullable String sent;
  private @Nullable Snapshot newest;
  private long newestVersion;
  private boolean wasOpen;
  private boolean hadResults;
  private boolean ended;
  private long lastWrite;

  EventStream(
      HttpServerResponse response,
      Context context,
      VoterId voter,
      Credentials.Shown shown,
      @Nullable AudienceRef room,
      @Nullable String lastEventId) {
    this.response = response;
    this.context = context;
    this.voter = voter;
    this.shown = shown;
    this.room = room;
    this.sent = lastEventId;
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

  @Nullable AudienceRef room() {
    return room;
  }

  @Nullable SessionId session() {
    return session;
  }

  boolean hasVoted() {
    return voted;
  }

  /// Writes the head, and how long a client should wait before it comes back: not all at the same
  /// moment.
  void begin() {
    long retry =
        ThreadLocalRandom.current().nextLong(RETRY_AT_LEAST.toMillis(), RETRY_AT_MOST.toMillis());
    response
        .setChunked(true)
        .setWriteQueueMaxSize(LARGEST_BACKLOG)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
    write(Buffer.buffer("retry: " + retry + "\n\n"));
  }

  /// From now on snapshots of this session are sent, with these rights.
  void follow(Snapshot first, Viewer rights, boolean hasVoted) {
    boolean another = !first.id().equals(session);
    session = first.id();
    viewer = rights;
    voted = hasVoted;
    if (another) {
      newestVersion = 0;
      wasOpen = first.session().open();
      hadResults = first.viewOf(voter, viewer, voted).results();
      if (room != null) {
        write(named("on-show", first.id()));
      }
    }
    offer(first);
  }

  /// There is nothing on show in the room that this viewer may see.
  void followNothing() {
    if (session != null || sent == null) {
      session = null;
      sent = "";
      newest = null;
      write(Buffer.buffer("event: on-show\ndata: {\"session\":null}\n\n"));
    }
  }

  /// The viewer's own vote was counted.
  void voted(SessionId in) {
    if (in.equals(session)) {
      voted = true;
    }
  }

  void rights(Viewer now) {
    viewer = now;
  }

  /// Sends the snapshot in the viewer's view, now or when the client has room; the newest wins.
  void offer(Snapshot snapshot) {
    if (ended || !snapshot.id().equals(session)) {
      return;
    }
    if (!viewer.view() && !snapshot.managedBy(voter, viewer)) {
      forbid();
      return;
    }
    // Two threads read the database, and what one read earlier may come later.
    if (snapshot.version() < newestVersion) {
      return;
    }
    newestVersion = snapshot.version();
    newest = snapshot;
    if (response.writeQueueFull()) {
      response.drainHandler(_ -> sendNewest());
    } else {
      sendNewest();
    }
  }

  /// The viewer's rights are gone: to them the session is as if it were not there.
  private void forbid() {
    if (room == null) {
      end();
    } else {
      followNothing();
    }
  }

  /// Says what became of the session and, unless a room is followed, ends.
  void gone(SessionId deleted) {
    if (ended || !deleted.equals(session)) {
      return;
    }
    write(named("deleted", deleted));
    if (room == null) {
      end();
    } else {
      followNothing();
    }
  }

  /// Keeps the connection alive when nothing else was written for a while.
  void heartbeat(long now, Duration idle) {
    if (!ended && now - lastWrite > idle.toNanos() && !response.writeQueueFull()) {
      write(HEARTBEAT);
    }
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

  private void sendNewest() {
    Snapshot snapshot = newest;
    newest = null;
    if (snapshot == null || ended) {
      return;
    }
    View view = snapshot.viewOf(voter, viewer, voted);
    String id = snapshot.id(view);
    if (id.equals(sent)) {
      return;
    }
    sent = id;
    tellTransitions(snapshot, view);
    write(snapshot.event(view));
  }

  private void tellTransitions(Snapshot snapshot, View view) {
    boolean open = snapshot.session().open();
    if (open != wasOpen) {
      write(named(open ? "opened" : "closed", snapshot.id()));
      wasOpen = open;
    }
    if (view.results() != hadResults) {
      write(named(view.results() ? "revealed" : "hidden", snapshot.id()));
      hadResults = view.results();
    }
  }

  private static Buffer named(String event, SessionId session) {
    return Buffer.buffer("event: " + event + "\ndata: {\"session\":" + session.value() + "}\n\n");
  }

  private void write(Buffer bytes) {
    if (!ended && !response.closed()) {
      lastWrite = System.nanoTime();
      var _ = response.write(bytes);
    }
  }
}
