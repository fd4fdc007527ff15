package org.pollard.realtimekit.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.Participant;
import org.pollard.people.VoterId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// The polls of one session as they were last read, and which of them have changed since they were
/// sent. Confined to the tick's thread; waits for the database.
final class KnownPolls {

  private static final Duration LOOK_FOR_POLLS = Duration.ofSeconds(5);

  private final MeetingSessionId session;
  private final PollReading reading;
  private final TreeMap<Long, Known> polls = new TreeMap<>();
  private final Set<SessionId> changed = new LinkedHashSet<>();
  private boolean listed;
  private long listedAt;

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

    /// Whether it is not known if this participant has voted.
    boolean lacks(Participant participant) {
      return read == null || !read.knows(participant);
    }
  }

  KnownPolls(MeetingSessionId session, PollReading reading) {
    this.session = session;
    this.reading = reading;
  }

  Set<SessionId> ids() {
    Set<SessionId> all = new HashSet<>();
    polls.values().forEach(each -> all.add(each.session.id()));
    return all;
  }

  boolean contains(SessionId id) {
    return polls.containsKey(id.value());
  }

  /// Whether it is long ago that anybody looked for new ones.
  boolean stale(long now) {
    return now - listedAt > LOOK_FOR_POLLS.toNanos();
  }

  /// Finds those that are new.
  ///
  /// @param before those that there were when the first connection came; all others are announced
  void list(List<PollSession> before, long now) {
    if (!listed) {
      before.forEach(each -> polls.put(each.id().value(), new Known(each, true)));
      reading.tallies(ids()).forEach((id, tally) -> known(id).version = tally.version());
      listed = true;
    }
    for (PollSession each : reading.polls(session, Hall.MOST_POLLS)) {
      if (each.open() && !contains(each.id())) {
        polls.put(each.id().value(), new Known(each, false));
        changed.add(each.id());
      }
    }
    listedAt = now;
  }

  private Known known(SessionId id) {
    return Objects.requireNonNull(polls.get(id.value()));
  }

  /// Notes what changed; of other sessions' polls nothing.
  void mark(SessionId id, Tally tally) {
    Known poll = polls.get(id.value());
    if (poll != null && poll.version < tally.version()) {
      poll.version = tally.version();
      changed.add(id);
    }
  }

  /// Has the next broadcast look at this one too.
  void touch(SessionId id) {
    changed.add(id);
  }

  /// Reads all that is needed at once.
  ///
  /// @param asked wanted as they are now
  /// @param changes whether those that have changed are wanted too
  /// @param listing who wants all of them
  /// @param present everybody who is there
  void read(
      Collection<SessionId> asked,
      boolean changes,
      List<Participant> listing,
      Supplier<Set<VoterId>> present) {
    List<PollSession> toRead = new ArrayList<>();
    for (Known each : polls.values()) {
      SessionId id = each.session.id();
      if (asked.contains(id)
          || (changes && changed.contains(id))
          || (!listing.isEmpty() && (each.outdated() || listing.stream().anyMatch(each::lacks)))) {
        toRead.add(each.session);
      }
    }
    if (toRead.isEmpty()) {
      return;
    }
    reading
        .read(toRead, present.get())
        .forEach(
            (id, poll) -> {
              Known now = known(id);
              now.read = poll;
              now.version = Math.max(now.version, poll.version());
            });
  }

  /// As they were last read, in the order of their making.
  List<SharedPoll> all() {
    List<SharedPoll> all = new ArrayList<>();
    for (Known each : polls.values()) {
      if (each.read != null) {
        all.add(each.read);
      }
    }
    return all;
  }

  /// As it was last read; null when it was not, or is not of this session.
  @Nullable SharedPoll poll(SessionId id) {
    Known known = polls.get(id.value());
    return known == null ? null : known.read;
  }

  /// Gives the news of what has changed since it was last sent.
  void broadcast(Consumer<SharedPoll.Broadcast> send) {
    for (SessionId id : changed) {
      Known poll = polls.get(id.value());
      if (poll == null || poll.read == null || poll.read.version() == poll.sent) {
        continue;
      }
      SharedPoll.Broadcast news =
          poll.read.broadcast(poll.announced ? Event.VOTE_POLL : Event.CREATE_POLL);
      poll.announced = true;
      poll.sent = poll.read.version();
      send.accept(news);
    }
    changed.clear();
  }
}
