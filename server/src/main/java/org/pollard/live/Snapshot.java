package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Correction;
import org.pollard.poll.Entry;
import org.pollard.poll.Findings;
import org.pollard.poll.Picture;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.SessionState;
import org.pollard.poll.Tally;
import org.pollard.poll.Viewer;

/// A poll session at one moment, encoded once for each view. Immutable.
///
/// What a view does not show is not in its bytes: without results there are no counts, and the
/// version tells nothing about the number of votes.
final class Snapshot {

  private static final Buffer NOTHING = Buffer.buffer();

  private final PollSession session;
  private final Poll poll;
  private final List<Picture> pictures;
  private final Tally tally;
  private final List<Correction> corrections;
  private final Set<ChoiceId> choices;
  private final Map<View, Buffer> bodies = new EnumMap<>(View.class);
  private final Map<View, Buffer> events = new EnumMap<>(View.class);
  private final Map<View, String> ids = new EnumMap<>(View.class);
  private final boolean answered;

  /// @param corrections of the session, oldest first
  Snapshot(
      PollSession session,
      Poll poll,
      List<Choice> choices,
      List<Picture> pictures,
      Tally tally,
      List<Correction> corrections) {
    this.session = session;
    this.poll = poll;
    this.pictures = List.copyOf(pictures);
    this.tally = tally;
    this.corrections = List.copyOf(corrections);
    this.choices = choices.stream().map(Choice::id).collect(Collectors.toUnmodifiableSet());
    List<ChoiceId> among = choices.stream().map(Choice::id).toList();
    long people = poll.asks().people(tally.results(), among);
    this.answered = people > 0;
    for (View view : View.values()) {
      String id = session.id().value() + "." + version(view) + "." + view.number();
      ids.put(view, id);
      if (view.host() && !poll.asks().moderated()) {
        continue;
      }
      @Nullable Findings findings =
          view.results() ? poll.asks().read(tally.results(), among, view.host()) : null;
      Buffer body = encode(choices, view, people, findings);
      bodies.put(view, body);
      events.put(
          view,
          Buffer.buffer("event: snapshot\nid: " + id + "\ndata: ")
              .appendBuffer(body)
              .appendString("\n\n"));
    }
  }

  SessionId id() {
    return session.id();
  }

  PollSession session() {
    return session;
  }

  /// Grows with every change, whatever a view shows of it.
  long version() {
    return tally.version();
  }

  /// What there is to choose from.
  Set<ChoiceId> choices() {
    return choices;
  }

  /// What the largest view of the audience has, in bytes. What hosts see beside it goes to few.
  int size() {
    return bodies.entrySet().stream()
        .filter(each -> !each.getKey().host())
        .mapToInt(each -> each.getValue().length())
        .max()
        .orElse(0);
  }

  /// What people wrote, whoever may see it.
  List<Entry> entries() {
    return tally.results().entries();
  }

  /// Whether anybody has voted, which is for the server alone to know.
  boolean hasVotes() {
    return answered;
  }

  /// Whether this viewer may see the session; to others it is as if it were not there. It is the
  /// audience that says so: whose poll it is counts for nothing where it is asked.
  boolean isShownTo(Viewer viewer) {
    return session.isShownTo(viewer);
  }

  /// The view of this viewer.
  View viewOf(Viewer viewer, boolean voted) {
    return viewer.manage()
        ? viewOfHost(voted)
        : View.of(session.showsResultsTo(viewer, voted), voted);
  }

  /// The view of whoever manages the session.
  View viewOfHost(boolean voted) {
    return poll.asks().moderated() ? View.ofHost(voted) : View.of(true, voted);
  }

  /// The view of everybody in the hall, by the big screen, and of a remote control, which drives
  /// it: counts as soon as it was open, unless they wait for the host.
  View viewOfHall() {
    boolean results =
        session.visibility() != ResultsVisibility.UNTIL_REVEALED
            && session.state() != SessionState.WAITING;
    return View.of(results, false);
  }

  /// Names what this view shows at this moment, among all sessions: equal ids, equal bytes.
  String id(View view) {
    return ids.getOrDefault(view, "");
  }

  private long version(View view) {
    return view.results() ? tally.version() : tally.stateVersion();
  }

  /// The view as JSON.
  Buffer body(View view) {
    return bodies.getOrDefault(view, NOTHING);
  }

  /// The view as a server-sent event; the same object each time.
  Buffer event(View view) {
    return events.getOrDefault(view, NOTHING);
  }

  /// @param findings null where they are hidden
  private Buffer encode(List<Choice> all, View view, long people, @Nullable Findings findings) {
    return SnapshotJson.SHAPE
        .draw(
            new SnapshotJson(
                session,
                poll,
                all,
                pictures,
                corrections,
                view,
                version(view),
                findings == null
                    ? null
                    : new SnapshotJson.Counted(people, tally.results().abstained()),
                findings == null ? null : new ResultsJson(findings, view.host())))
        .toBuffer();
  }
}
