package org.pollard.live;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.SessionId;

/// The open streams of this node, by event loop and by voter, and how many there may be.
/// Thread-safe; streams themselves are touched on their event loop only.
final class Streams {

  private static final int MOST = 50_000;
  private static final int MOST_OF_ONE = 100;

  private final Map<Context, Loop> loops = new ConcurrentHashMap<>();
  private final Map<VoterId, Set<EventStream>> ofVoters = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Glances glances;
  private volatile boolean leaving;

  /// @param glances who looks at rooms without a stream
  Streams(Glances glances) {
    this.glances = glances;
  }

  /// What became of the wish to follow.
  enum Admission {
    ADMITTED,
    /// This voter follows too many streams already.
    TOO_MANY_OF_ONE,
    /// As many as there may be, or this node is going to stop.
    TOO_MANY
  }

  Admission add(EventStream stream) {
    if (count.incrementAndGet() > MOST || leaving) {
      count.decrementAndGet();
      return Admission.TOO_MANY;
    }
    Set<EventStream> own = ofVoters.merge(stream.voter(), Set.of(stream), Streams::joined);
    if (!own.contains(stream)) {
      count.decrementAndGet();
      return Admission.TOO_MANY_OF_ONE;
    }
    loops.computeIfAbsent(stream.context(), Loop::new).streams().add(stream);
    if (leaving) {
      // It came after all others were told.
      onLoop(stream, EventStream::leave);
    }
    return Admission.ADMITTED;
  }

  /// All that fit: a voter who follows too many already gets no more.
  private static Set<EventStream> joined(Set<EventStream> some, Set<EventStream> more) {
    if (some.size() + more.size() > MOST_OF_ONE) {
      return some;
    }
    Set<EventStream> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }

  /// A second call changes nothing.
  void remove(EventStream stream) {
    Loop loop = loops.get(stream.context());
    if (loop != null && loop.streams().remove(stream)) {
      ofVoters.computeIfPresent(stream.voter(), (_, all) -> without(stream, all));
      count.decrementAndGet();
    }
  }

  private static @Nullable Set<EventStream> without(EventStream gone, Set<EventStream> all) {
    Set<EventStream> left = new HashSet<>(all);
    left.remove(gone);
    return left.isEmpty() ? null : Set.copyOf(left);
  }

  boolean isFull() {
    return count.get() >= MOST;
  }

  int count() {
    return count.get();
  }

  /// In no order.
  List<EventStream> all() {
    List<EventStream> all = new ArrayList<>(count.get());
    loops.values().forEach(loop -> all.addAll(loop.streams()));
    return all;
  }

  Set<EventStream> of(VoterId voter) {
    return ofVoters.getOrDefault(voter, Set.of());
  }

  /// How many different people follow a room, by a stream or without, one of them left out.
  int following(AudienceRef room, VoterId but) {
    Set<VoterId> here = followers(room);
    here.remove(but);
    return here.size();
  }

  /// Who follows a room, by a stream or without.
  Set<VoterId> followers(AudienceRef room) {
    Set<VoterId> here = new HashSet<>(glances.at(room));
    for (EventStream each : all()) {
      if (room.equals(each.topic().room())) {
        here.add(each.voter());
      }
    }
    return here;
  }

  /// How many different people follow which room of a course, by a stream or without.
  Map<AudienceRef.InCourse, Integer> gatherings() {
    Map<AudienceRef.InCourse, Set<VoterId>> people = glances.all();
    for (EventStream each : all()) {
      if (each.topic() instanceof Topic.OnShow(var room)) {
        people.computeIfAbsent(room, _ -> new HashSet<>()).add(each.voter());
      }
    }
    Map<AudienceRef.InCourse, Integer> counts = HashMap.newHashMap(people.size());
    people.forEach((room, all) -> counts.put(room, all.size()));
    return counts;
  }

  /// Tells every stream that follows one of these sessions; an empty one is gone.
  void send(Map<SessionId, Optional<Snapshot>> news) {
    loops.values().forEach(loop -> loop.send(news));
  }

  /// Ends all streams, and takes no more.
  void leave() {
    leaving = true;
    all().forEach(each -> onLoop(each, EventStream::leave));
  }

  /// Has those that were silent for a while say that they are there.
  void beat() {
    loops.values().forEach(Loop::beat);
  }

  static void onLoop(EventStream stream, Consumer<EventStream> work) {
    stream.context().runOnContext(_ -> work.accept(stream));
  }
}
