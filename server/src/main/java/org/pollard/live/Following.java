package org.pollard.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pollard.people.Credentials;
import org.pollard.people.Slice;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// Has streams follow what is on show, as far as their viewers may see it, and as long. Its methods
/// may wait for the database; streams are told on their event loops. Thread-safe.
final class Following {

  /// Polls of one meeting that a stream follows.
  private static final int MOST_OF_ROOM = 1_000;

  private final PollStore store;
  private final VoteStore votes;
  private final Audience audience;
  private final Credentials credentials;
  private final Snapshots snapshots;

  Following(
      PollStore store,
      VoteStore votes,
      Audience audience,
      Credentials credentials,
      Snapshots snapshots) {
    this.store = store;
    this.votes = votes;
    this.audience = audience;
    this.credentials = credentials;
    this.snapshots = snapshots;
  }

  /// Lets the streams of rooms follow what is on show there now.
  void moveRooms(List<EventStream> all) {
    Map<AudienceRef, List<SessionId>> onShow = new HashMap<>();
    Map<SessionId, Optional<Snapshot>> taken = new HashMap<>();
    for (EventStream each : all) {
      AudienceRef room = each.room();
      if (room != null) {
        move(each, room, onShow.computeIfAbsent(room, this::onShow), taken);
      }
    }
  }

  /// A course presents one session at a time, a meeting all of them.
  private List<SessionId> onShow(AudienceRef room) {
    return switch (room) {
      case AudienceRef.InCourse _ -> store.onShow(room).stream().toList();
      case AudienceRef.InMeetingSession _ ->
          store.sessionsBefore(room, Slice.first(MOST_OF_ROOM)).items().stream()
              .map(PollSession::id)
              .toList();
    };
  }

  private void move(
      EventStream stream,
      AudienceRef room,
      List<SessionId> onShow,
      Map<SessionId, Optional<Snapshot>> taken) {
    if (onShow.isEmpty()) {
      Streams.onLoop(stream, EventStream::followNothing);
      return;
    }
    // Asked once for all: who may not look at the room is not to cost a question for each poll.
    if (!audience.viewer(room, stream.voter()).view()
        && room instanceof AudienceRef.InMeetingSession) {
      return;
    }
    for (SessionId session : onShow) {
      if (!stream.sessions().contains(session)) {
        follow(stream, session, taken.computeIfAbsent(session, this::snapshot));
      }
    }
  }

  private Optional<Snapshot> snapshot(SessionId session) {
    return Optional.ofNullable(snapshots.of(List.of(session)).get(session));
  }

  /// Has a stream follow what is on show in a room now.
  void enter(EventStream stream, AudienceRef room) {
    move(stream, room, onShow(room), new HashMap<>());
  }

  /// Has a stream follow a session if its viewer may see it; a session that is hidden from them is
  /// nothing to them.
  void follow(EventStream stream, SessionId session) {
    follow(stream, session, snapshot(session));
  }

  private void follow(EventStream stream, SessionId session, Optional<Snapshot> found) {
    if (found.isEmpty()) {
      Streams.onLoop(stream, EventStream::followNothing);
      return;
    }
    Snapshot snapshot = found.get();
    Viewer viewer = audience.viewer(snapshot.session().audience(), stream.voter());
    if (!viewer.view() && !snapshot.managedBy(stream.voter(), viewer)) {
      if (stream.room() != null) {
        Streams.onLoop(stream, EventStream::followNothing);
      }
      return;
    }
    boolean voted =
        snapshot.hasVotes() && votes.votedIn(stream.voter(), List.of(session)).contains(session);
    Streams.onLoop(stream, each -> each.follow(snapshot, viewer, voted));
  }

  /// Credentials that were taken back end a stream, and so do rights that are gone.
  void askForRights(List<EventStream> asked) {
    Set<SessionId> followedNow = new HashSet<>();
    asked.forEach(each -> followedNow.addAll(each.sessions()));
    Map<SessionId, PollSession> sessions = store.sessions(followedNow);
    for (EventStream each : asked) {
      var _ =
          credentials
              .voter(each.shown())
              .thenAccept(
                  voter -> {
                    if (!each.voter().equals(voter)) {
                      Streams.onLoop(each, EventStream::end);
                    }
                  });
      for (SessionId followed : each.sessions()) {
        PollSession session = sessions.get(followed);
        if (session != null) {
          var _ =
              audience
                  .viewerLater(session.audience(), each.voter())
                  .thenAccept(
                      viewer -> Streams.onLoop(each, stream -> stream.rights(followed, viewer)));
        }
      }
    }
  }
}
