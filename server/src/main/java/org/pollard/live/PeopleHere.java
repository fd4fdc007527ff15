package org.pollard.live;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Headcounts;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;

/// How many people are in the rooms of courses, on all nodes together: those of this node, and
/// those whom the others told of. Thread-safe.
public final class PeopleHere implements AutoCloseable {

  private static final Duration PACE = Duration.ofSeconds(1);

  /// More than that of one room are counted and not named elsewhere.
  private static final int MOST_NAMED = 2_000;

  private final Watching watching;
  private final Headcounts others;
  private final Rounds rounds = new Rounds("headcount", PACE, this::tell);

  public PeopleHere(Watching watching, Headcounts others) {
    this.watching = watching;
    this.others = others;
  }

  /// Begins to tell the other nodes.
  public void start() {
    rounds.start();
  }

  /// How many follow a room, whoever asks left out.
  public int in(AudienceRef.InCourse room, VoterId asking) {
    return watching.here(room, asking) + others.elsewhere(room);
  }

  /// Who follows a room, on the other nodes as far as they have said so: they are asked with the
  /// first look, and say so until a while after the last one.
  public Set<VoterId> whoIsIn(AudienceRef.InCourse room) {
    others.ask(room);
    Set<VoterId> all = new HashSet<>(watching.followers(room));
    all.addAll(others.who(room));
    return all;
  }

  /// How many follow a room on this node, whoever is in several counted in each.
  public int onThisNode() {
    return watching.gatherings().values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {
    rounds.close();
  }

  /// How that goes.
  public Pulse pulse() {
    return rounds.pulse();
  }

  private void tell() {
    others.tell(watching::gatherings);
    for (AudienceRef.InCourse room : others.asked()) {
      others.tellWho(room, watching.followers(room).stream().limit(MOST_NAMED).toList());
    }
  }
}
