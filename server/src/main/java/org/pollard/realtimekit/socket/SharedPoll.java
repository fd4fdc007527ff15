package org.pollard.realtimekit.socket;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import message.v1.Poll;
import message.v1.PollOption;
import message.v1.PollVote;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Participant;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;
import org.pollard.realtimekit.DrawnPoll;

/// A poll of a live meeting at one moment, encoded so that all who may see the same share the
/// bytes. Immutable.
///
/// Who has not voted in a poll with hidden votes gets a form that holds no result at all. In an
/// anonymous poll a recipient gets what all get and, after voting, a small end of their own.
final class SharedPoll {

  /// What stands for the version of a form that holds no result.
  static final long NO_RESULTS = -1;

  private final SessionId session;
  private final long version;
  private final boolean anonymous;
  private final boolean hidesVotes;
  private final Voters voters;
  private final List<PollOption> options;
  private final byte[] head;
  private final byte[] bare;
  private final byte[] results;
  private final byte[] voted;

  /// How much of `voted` remains without the last entry.
  private final int votedButOne;

  private final Encoded hidden;
  private final Encoded shown;

  /// Who has voted, which is for the server to know.
  ///
  /// @param participants in a named poll, by the ids that are known outside
  /// @param voters in an anonymous poll, among those who were asked about
  record Voters(Set<String> participants, Set<VoterId> voters, Set<VoterId> askedAbout) {

    Voters {
      participants = Set.copyOf(participants);
      voters = Set.copyOf(voters);
      askedAbout = Set.copyOf(askedAbout);
    }

    boolean has(Participant participant) {
      return voters.contains(participant.voter())
          || participants.contains(participant.id().value().toString());
    }
  }

  /// @param version not newer than what the poll shows
  /// @param poll with all that may be shown to those who may see results and have no vote
  /// @param voters in an anonymous poll not more than the poll counts
  SharedPoll(SessionId session, long version, DrawnPoll poll, Voters voters) {
    this.session = session;
    this.version = version;
    this.anonymous = poll.anonymous();
    this.hidesVotes = poll.hideVotes();
    this.voters = voters;
    this.options = poll.options().stream().map(Encoded::option).toList();
    this.head = Encoded.head(poll).toByteArray();
    Poll.Builder withoutCounts = Poll.newBuilder();
    options.forEach(each -> withoutCounts.addOptions(each.toBuilder().clearCount().clearVotes()));
    this.bare = withoutCounts.build().toByteArray();
    this.results = Poll.newBuilder().addAllOptions(options).build().toByteArray();
    this.voted = Poll.newBuilder().addAllVotes(poll.voted()).build().toByteArray();
    this.votedButOne = voted.length - lastEntry(poll.voted());
    this.hidden = Encoded.of(head, bare);
    this.shown = Encoded.of(head, results, voted);
  }

  private static int lastEntry(List<String> entries) {
    return entries.isEmpty()
        ? 0
        : Poll.newBuilder().addVotes(entries.getLast()).build().toByteArray().length;
  }

  SessionId session() {
    return session;
  }

  long version() {
    return version;
  }

  /// Whether it is known of this recipient if they have voted.
  boolean knows(Participant recipient) {
    return !anonymous || voters.askedAbout().contains(recipient.voter());
  }

  /// The version as this recipient knows it: equal ones, equal bytes, but for what they cast
  /// themselves.
  long versionFor(Participant recipient) {
    return hides(recipient) ? NO_RESULTS : version;
  }

  private boolean hides(Participant recipient) {
    return hidesVotes && !voters.has(recipient);
  }

  /// The poll as this recipient may see it.
  ///
  /// @param castHere which option was cast over the recipient's own connection; null when none was
  Encoded of(Participant recipient, @Nullable Integer castHere) {
    if (hides(recipient)) {
      return hidden;
    }
    return isOwn(recipient) ? own(recipient, castHere) : shown;
  }

  /// Whether this recipient's form is shared with nobody.
  private boolean isOwn(Participant recipient) {
    return anonymous && voters.has(recipient);
  }

  private Encoded own(Participant recipient, @Nullable Integer castHere) {
    String id = recipient.id().value().toString();
    byte[] withOwn = castHere == null ? results : resultsWith(recipient, id, castHere);
    byte[] entry = Poll.newBuilder().addVotes(id).build().toByteArray();
    return new Encoded(
        List.of(
            new Encoded.Piece(head, head.length),
            new Encoded.Piece(withOwn, withOwn.length),
            new Encoded.Piece(voted, votedButOne),
            new Encoded.Piece(entry, entry.length)));
  }

  private byte[] resultsWith(Participant recipient, String id, int option) {
    List<PollOption> with = new ArrayList<>(options);
    with.set(
        option,
        with.get(option).toBuilder()
            .addVotes(PollVote.newBuilder().setUserId(id).setName(recipient.displayName()))
            .build());
    return Poll.newBuilder().addAllOptions(with).build().toByteArray();
  }

  /// The poll as a broadcast, in frames that are made once for all who may see the same.
  Broadcast broadcast(Event event) {
    return new Broadcast(
        event, Frames.update(event, null, hidden), Frames.update(event, null, shown));
  }

  /// A poll that goes out to many. Immutable, as long as nobody writes into its frames.
  final class Broadcast {

    private final Event event;
    private final Buffer hiddenFrame;
    private final Buffer shownFrame;

    private Broadcast(Event event, Buffer hiddenFrame, Buffer shownFrame) {
      this.event = event;
      this.hiddenFrame = hiddenFrame;
      this.shownFrame = shownFrame;
    }

    SharedPoll poll() {
      return SharedPoll.this;
    }

    Buffer frameFor(Participant recipient, @Nullable Integer castHere) {
      if (hides(recipient)) {
        return hiddenFrame;
      }
      return isOwn(recipient) ? Frames.update(event, null, own(recipient, castHere)) : shownFrame;
    }
  }
}
