package org.pollard.live;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Changes;
import org.pollard.poll.PollId;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;
import org.pollard.voting.VoteStore;

/// Who is watching what, and the tick that sends it: ten times a second the sessions that changed
/// are read together and their snapshots go to everybody who watches. Thread-safe.
///
/// Changes only mark; one thread reads and encodes; each event loop writes to its own streams. What
/// nobody told, such as news of another node that were lost, is found by looking at every watched
/// session once a second.
public final class Watching implements Changes, AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int TICKS_TO_LOOK_AT_ALL = 10;
  private static final int TICKS_TO_ASK_FOR_RIGHTS = 50;

  private final PollStore store;
  private final VoteStore votes;
  private final Snapshots snapshots;
  private final Following following;
  private final Pace pace = new Pace();
  private final Glances glances = new Glances(System::nanoTime);
  private final Streams streams = new Streams(glances);
  private final Set<SessionId> changed = ConcurrentHashMap.newKeySet();
  private final Set<PollId> changedPolls = ConcurrentHashMap.newKeySet();
  private final Set<AudienceRef> changedRooms = ConcurrentHashMap.newKeySet();
  private final Set<AudienceRef> arrangedRooms = ConcurrentHashMap.newKeySet();
  private final Set<AudienceRef> otherRooms = ConcurrentHashMap.newKeySet();

  /// Sessions in which somebody voted on another node, which does not tell who it was.
  private final Set<SessionId> votedElsewhere = ConcurrentHashMap.newKeySet();

  private final SeenChoices seen = new SeenChoices();
  private final KnownStates known = new KnownStates();
  private final List<Onlookers> onlookers = new CopyOnWriteArrayList<>();
  private final TickFigures figures = new TickFigures(TICK.toNanos(), System::nanoTime);
  private final Rounds rounds =
      new Rounds("live-tick", TICK, () -> figures.measure(this::tick), TICK);

  /// Apart from the tick, which may wait for the database: whoever hears nothing takes the server
  /// for gone.
  private final Rounds beats = new Rounds("live-beat", BEAT, streams::beat);

  private long ticks;

  public Watching(PollStore store, VoteStore votes, Audience audience, Credentials credentials) {
    this.store = store;
    this.votes = votes;
    this.snapshots = Snapshots.knowing(store, known);
    this.following = new Following(store, votes, audience, credentials, snapshots, seen);
    rounds.start();
    beats.start();
  }

  /// Has the tick serve watchers on another wire, for good.
  public void serve(Onlookers others) {
    onlookers.add(others);
  }

  /// Adds a stream. Called on the stream's event loop.
  Streams.Admission add(EventStream stream) {
    return streams.add(stream);
  }

  /// Has a stream follow its topic as it is now. May wait for the database.
  void follow(EventStream stream) {
    following.move(List.of(stream));
  }

  /// Removes a stream that ended; a second call changes nothing.
  void remove(EventStream stream) {
    streams.remove(stream);
  }

  /// Somebody looked at a room by a plain request, as they do again and again where streams do not
  /// get through. They count as being there.
  void glanced(AudienceRef.InCourse room, VoterId voter) {
    glances.add(room, voter);
  }

  /// How many streams are open.
  public int count() {
    return streams.count();
  }

  /// Whether nobody more gets a stream.
  boolean isFull() {
    return streams.isFull();
  }

  /// How the tick keeps time.
  public TickFigures figures() {
    return figures;
  }

  /// How many different people follow which room of a course on this node.
  Map<AudienceRef.InCourse, Integer> gatherings() {
    return streams.gatherings();
  }

  /// Who follows a room on this node.
  Set<VoterId> followers(AudienceRef room) {
    return streams.followers(room);
  }

  /// How many different people follow a room on this node, one of them left out.
  int here(AudienceRef room, VoterId but) {
    return streams.following(room, but);
  }

  @Override
  public void pollChanged(PollId poll) {
    changedPolls.add(poll);
  }

  @Override
  public void sessionChanged(SessionId session) {
    changed.add(session);
  }

  @Override
  public void voted(SessionId session, Collection<VoterId> voters) {
    if (voters.isEmpty()) {
      votedElsewhere.add(session);
    }
    for (VoterId voter : voters) {
      streams.of(voter).forEach(each -> Streams.onLoop(each, stream -> stream.voted(session)));
    }
    changed.add(session);
  }

  @Override
  public void shown(AudienceRef room) {
    changedRooms.add(room);
  }

  @Override
  public void arranged(AudienceRef.InCourse room) {
    arrangedRooms.add(new AudienceRef.InCourse(room.courseId(), null));
  }

  @Override
  public void roomChanged(AudienceRef.InCourse room) {
    otherRooms.add(new AudienceRef.InCourse(room.courseId(), null));
  }

  /// Tells everybody who follows something that this node is going to stop, ends their streams, and
  /// takes no more.
  public void leave() {
    streams.leave();
  }

  /// Lets a tick that has begun end, and begins no other. A second call changes nothing.
  @Override
  public void close() {
    rounds.close();
    beats.close();
  }

  /// How the tick is, and what says that streams are there.
  public List<Pulse> pulses() {
    return List.of(rounds.pulse(), beats.pulse());
  }

  /// To be called after another database took the place of the one that was read from. Its versions
  /// may be lower than what a stream was sent last, and what comes next is sent all the same.
  public void turned() {
    known.forgetAll();
    streams.all().forEach(each -> Streams.onLoop(each, EventStream::turned));
    Set<SessionId> watched = watched(streams.all());
    changed.addAll(watched);
    votedElsewhere.addAll(watched);
  }

  private void tick() {
    ticks++;
    if (streams.count() == 0 && onlookers.stream().allMatch(Onlookers::isEmpty)) {
      changed.clear();
      changedPolls.clear();
      changedRooms.clear();
      arrangedRooms.clear();
      otherRooms.clear();
      votedElsewhere.clear();
      return;
    }
    boolean all =
        ticks % TICKS_TO_LOOK_AT_ALL == 0 || !changedPolls.isEmpty() || !changedRooms.isEmpty();
    changedPolls.clear();
    Set<AudienceRef> rooms = taken(changedRooms);
    try {
      look(all, rooms);
    } catch (RuntimeException e) {
      // What was told while the database was away is not lost.
      changedRooms.addAll(rooms);
      throw e;
    }
  }

  private void look(boolean all, Set<AudienceRef> rooms) {
    Set<SessionId> marked = taken(changed);
    List<EventStream> everybody = streams.all();
    Set<SessionId> watched = watched(everybody);
    Set<SessionId> toRead = new HashSet<>(watched);
    if (!all) {
      toRead.retainAll(marked);
    }
    Set<SessionId> waiting = pace.waiting(toRead, System.nanoTime());
    toRead.removeAll(waiting);
    changed.addAll(waiting);
    if (ticks % TICKS_TO_LOOK_AT_ALL == 0) {
      askWhoVotedElsewhere(watched);
      seen.keepOnly(watched);
      known.keepOnly(watched);
      pace.keepOnly(watched);
    }
    send(toRead);
    if (all) {
      following.move(streams.all());
    }
    in(taken(arrangedRooms)).forEach(each -> Streams.onLoop(each, EventStream::arranged));
    tellWhoMayStay(in(taken(otherRooms)));
    onlookers.forEach(each -> serve(each, all, marked, rooms));
    if (ticks % TICKS_TO_ASK_FOR_RIGHTS == 0) {
      // Word of a vote may have been lost.
      votedElsewhere.addAll(watched);
    }
    following.askForRights(share(everybody));
  }

  private void askWhoVotedElsewhere(Set<SessionId> watched) {
    Set<SessionId> sessions = new HashSet<>(votedElsewhere);
    votedElsewhere.removeAll(sessions);
    sessions.retainAll(watched);
    for (SessionId session : sessions) {
      List<EventStream> waiting =
          streams.all().stream()
              .filter(each -> each.sessions().contains(session) && !each.hasVoted(session))
              .toList();
      Set<VoterId> voted =
          waiting.isEmpty()
              ? Set.of()
              : votes.votedAmong(session, waiting.stream().map(EventStream::voter).toList());
      if (!voted.isEmpty()) {
        waiting.stream()
            .filter(each -> voted.contains(each.voter()))
            .forEach(each -> Streams.onLoop(each, stream -> stream.voted(session)));
        changed.add(session);
      }
    }
  }

  /// What was marked, which is then marked no more.
  private static <T> Set<T> taken(Set<T> marked) {
    Set<T> taken = new HashSet<>(marked);
    marked.removeAll(taken);
    return taken;
  }

  private void serve(Onlookers others, boolean all, Set<SessionId> marked, Set<AudienceRef> rooms) {
    if (others.isEmpty()) {
      return;
    }
    Set<SessionId> toLookAt = new HashSet<>(others.watched());
    if (!all) {
      toLookAt.retainAll(marked);
    }
    others.look(toLookAt.isEmpty() ? Map.of() : store.tallies(toLookAt), rooms);
  }

  private void send(Set<SessionId> sessions) {
    if (sessions.isEmpty()) {
      return;
    }
    Map<SessionId, Snapshot> taken = snapshots.of(sessions);
    Map<SessionId, Optional<Snapshot>> news = HashMap.newHashMap(sessions.size());
    sessions.forEach(each -> news.put(each, Optional.ofNullable(taken.get(each))));
    taken.values().stream().filter(seen::lost).forEach(this::askWhoLostTheirVote);
    streams.send(news);
    taken.values().forEach(this::pay);
  }

  /// What is small costs nothing, and what nobody has changed is not sent again.
  private void pay(Snapshot sent) {
    int size = sent.size();
    if (Pace.counts(size) && pace.isNew(sent.id(), sent.version())) {
      long followers =
          streams.all().stream().filter(each -> each.sessions().contains(sent.id())).count();
      pace.sent(sent.id(), size * followers, System.nanoTime());
    }
  }

  /// Who chose what was deleted may vote again, and is told so by the snapshot that comes next.
  private void askWhoLostTheirVote(Snapshot snapshot) {
    SessionId session = snapshot.id();
    Map<EventStream, Integer> known = new HashMap<>();
    for (EventStream each : streams.all()) {
      if (each.hasVoted(session)) {
        known.put(each, each.votes(session));
      }
    }
    if (known.isEmpty()) {
      return;
    }
    Set<VoterId> voted =
        votes.votedAmong(session, known.keySet().stream().map(EventStream::voter).toList());
    known.forEach(
        (stream, told) -> {
          if (!voted.contains(stream.voter())) {
            Streams.onLoop(stream, each -> each.unvoted(session, told));
          }
        });
  }

  /// Says that a room is another one to those who may stay, and not how: that is for them to ask.
  private void tellWhoMayStay(List<EventStream> all) {
    all.forEach(each -> Streams.onLoop(each, EventStream::roomChanged));
    following.askForRights(all);
  }

  /// The streams that follow one of these rooms.
  private List<EventStream> in(Set<AudienceRef> rooms) {
    if (rooms.isEmpty()) {
      return List.of();
    }
    return streams.all().stream()
        .filter(
            each -> {
              AudienceRef room = each.topic().room();
              return room != null && rooms.contains(room);
            })
        .toList();
  }

  /// Each tick asks for its share, since thousands of questions at once would hold up everybody.
  private List<EventStream> share(List<EventStream> all) {
    long share = ticks % TICKS_TO_ASK_FOR_RIGHTS;
    return all.stream()
        .filter(each -> Math.floorMod(each.hashCode(), TICKS_TO_ASK_FOR_RIGHTS) == share)
        .toList();
  }

  /// Most follow what the one before them follows.
  private static Set<SessionId> watched(List<EventStream> all) {
    Set<SessionId> watched = new HashSet<>();
    @Nullable SessionId last = null;
    for (EventStream each : all) {
      for (SessionId session : each.sessions()) {
        if (!session.equals(last)) {
          watched.add(session);
          last = session;
        }
      }
    }
    return watched;
  }
}
