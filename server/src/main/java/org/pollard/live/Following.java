package org.pollard.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// Has streams follow their topics, as far as their viewers may see them, and as long. Its methods
/// may wait for the database; streams are told on their event loops. Thread-safe.
final class Following {

  /// Polls of one meeting that a stream follows.
  private static final int MOST_OF_MEETING = 1_000;

  private final PollStore store;
  private final VoteStore votes;
  private final Audience audience;
  private final Credentials credentials;
  private final Snapshots snapshots;
  private final SeenChoices seen;

  Following(
      PollStore store,
      VoteStore votes,
      Audience audience,
      Credentials credentials,
      Snapshots snapshots,
      SeenChoices seen) {
    this.store = store;
    this.votes = votes;
    this.audience = audience;
    this.credentials = credentials;
    this.snapshots = snapshots;
    this.seen = seen;
  }

  /// Lets streams follow what their topics hold now. What it asks the database grows with the rooms
  /// and with the sessions that are new there, never with the streams.
  void move(List<EventStream> all) {
    Map<Topic, List<EventStream>> topics = new LinkedHashMap<>();
    for (EventStream each : all) {
      topics.computeIfAbsent(each.topic(), _ -> new ArrayList<>()).add(each);
    }
    Map<SessionId, List<EventStream>> coming = new LinkedHashMap<>();
    topics.forEach((topic, streams) -> findNew(topic, streams, coming));
    if (!coming.isEmpty()) {
      long since = System.nanoTime();
      Map<SessionId, Snapshot> taken = snapshots.of(coming.keySet());
      coming.forEach((session, streams) -> follow(streams, taken.get(session), since));
    }
  }

  /// Finds what belongs to a topic and is not followed yet.
  private void findNew(
      Topic topic, List<EventStream> streams, Map<SessionId, List<EventStream>> coming) {
    List<SessionId> sessions = sessions(topic);
    if (sessions.isEmpty()) {
      streams.forEach(each -> Streams.onLoop(each, EventStream::followNothing));
      return;
    }
    List<EventStream> behind =
        streams.stream().filter(each -> !each.sessions().containsAll(sessions)).toList();
    // All polls of a meeting have one audience: who may not see it costs no question for each poll.
    if (topic instanceof Topic.Meeting(var room)) {
      Map<EventStream, Viewer> viewers = viewers(room, behind);
      behind = behind.stream().filter(each -> sees(viewers.get(each))).toList();
    }
    for (EventStream each : behind) {
      for (SessionId session : sessions) {
        if (!each.sessions().contains(session)) {
          coming.computeIfAbsent(session, _ -> new ArrayList<>()).add(each);
        }
      }
    }
  }

  private static boolean sees(@Nullable Viewer viewer) {
    return viewer != null && viewer.view();
  }

  /// Asks for all at once, so that those who are not remembered share a query.
  private Map<EventStream, Viewer> viewers(AudienceRef room, List<EventStream> streams) {
    Map<EventStream, CompletableFuture<Viewer>> asked = new LinkedHashMap<>();
    streams.forEach(each -> asked.put(each, audience.viewerLater(room, each.voter())));
    Map<EventStream, Viewer> viewers = new LinkedHashMap<>();
    asked.forEach((stream, viewer) -> viewers.put(stream, viewer.join()));
    return viewers;
  }

  private List<SessionId> sessions(Topic topic) {
    return switch (topic) {
      case Topic.Session(var session) -> List.of(session);
      case Topic.OnShow(var room) -> store.onShow(room).stream().toList();
      case Topic.Meeting(var room) ->
          store.sessionsBefore(room, Slice.first(MOST_OF_MEETING)).items().stream()
              .map(PollSession::id)
              .toList();
    };
  }

  /// @param since before the snapshot was taken
  private void follow(List<EventStream> streams, @Nullable Snapshot snapshot, long since) {
    if (snapshot == null) {
      streams.forEach(each -> Streams.onLoop(each, EventStream::followNothing));
      return;
    }
    seen.add(snapshot);
    Map<EventStream, Viewer> seeing = new LinkedHashMap<>();
    viewers(snapshot.session().audience(), streams)
        .forEach(
            (stream, viewer) -> {
              if (snapshot.isShownTo(viewer)) {
                seeing.put(stream, viewer);
              } else {
                Streams.onLoop(stream, EventStream::followNothing);
              }
            });
    List<VoterId> voters = seeing.keySet().stream().map(EventStream::voter).distinct().toList();
    Set<VoterId> voted =
        snapshot.hasVotes() && !voters.isEmpty()
            ? votes.votedAmong(snapshot.id(), voters)
            : Set.of();
    seeing.forEach(
        (stream, viewer) ->
            Streams.onLoop(
                stream,
                each -> each.follow(snapshot, viewer, voted.contains(each.voter()), since)));
  }

  /// Credentials that were taken back end a stream, and so do rights that are gone.
  void askForRights(List<EventStream> asked) {
    Set<SessionId> followedNow = new HashSet<>();
    asked.forEach(each -> followedNow.addAll(each.sessions()));
    Map<SessionId, PollSession> sessions = store.sessions(followedNow);
    for (EventStream each : asked) {
      var _ =
          credentials
              .known(each.shown())
              .thenAccept(
                  known -> {
                    if (known == null || !each.voter().equals(known.voter())) {
                      Streams.onLoop(each, EventStream::turnAway);
                    }
                  });
      if (each.topic() instanceof Topic.OnShow(var room)) {
        var _ =
            audience
                .viewerLater(room, each.voter())
                .thenAccept(
                    viewer -> {
                      if (!viewer.view()) {
                        Streams.onLoop(each, EventStream::turnAway);
                      }
                    });
      }
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
