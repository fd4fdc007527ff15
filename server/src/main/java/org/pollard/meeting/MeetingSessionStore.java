package org.pollard.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;

/// Keeps the sessions of meetings, who is and was in them, and who asked their polls. Thread-safe;
/// every call may wait for the database, so none belongs on an event loop. A write has been made
/// durable when the call returns.
public interface MeetingSessionStore {

  /// Names a connection in all the world.
  record PeerKey(MeetingSessionId session, String peer) {}

  /// One person's place in one session.
  record Place(MeetingSessionId session, VoterId voter) {}

  /// A wish to join.
  ///
  /// @param holder the run of a node that holds the connection
  record Join(ParticipantId participant, String peer, String holder) {}

  /// A connection that leaves; nothing happens when another holder has taken it over.
  record Leave(PeerKey peer, String holder) {}

  /// Lets all of these in with one transaction, in their order, and gives what became of each. A
  /// session begins where an active meeting has none; one that is overdue ends before. A peer that
  /// is known is taken over. Holders are heard of by this, too. What a participant may do is that
  /// of the preset now, unless somebody has changed it in this session.
  List<Joining> join(List<Join> joins, Instant now);

  /// Lets all of these go with one transaction; gives those that were there.
  List<Peer> leave(List<Leave> leaves, Instant now);

  /// Puts out the connections of these participants (null: of all); gives those that were there.
  List<Peer> kick(MeetingSessionId session, @Nullable Collection<VoterId> voters, Instant now);

  /// Says that this holder lives.
  void beat(String holder, Instant now);

  /// Lets those go whose holder has not been heard of since then; they left when it was last heard.
  List<Peer> dropSilent(Instant since);

  /// What this holder holds, and which of it was put out lately.
  Map<PeerKey, Boolean> held(String holder, Instant kickedSince);

  /// Ends the sessions that nobody has come back to in time, and closes their polls with them: no
  /// vote lands any more.
  List<MeetingSession> endDue(Instant now);

  Optional<MeetingSession> active(MeetingId meeting);

  Optional<MeetingSession> session(MeetingSessionId id);

  /// By the id that is known outside.
  Optional<MeetingSession> session(UUID publicId);

  Listing<MeetingSession> sessions(SessionFilter filter, Slice slice);

  /// Who is connected now, by the time of joining.
  List<Peer> present(MeetingSessionId session);

  /// How many connections each of these sessions has now, if any.
  Map<MeetingSessionId, Long> connections(Collection<MeetingSessionId> sessions);

  /// All connections that there ever were.
  Listing<Peer> peers(MeetingSessionId session, PeerFilter filter, Slice slice);

  /// The latest connection of that id in any session of the app.
  Optional<Peer> peer(AppId app, String id);

  /// The sessions of an app that began from the first to the last of these days in UTC, by day;
  /// days without any are left out.
  List<SessionsOfDay> byDay(AppId app, LocalDate first, LocalDate last);

  /// The standing of each of these in their session; who does not belong there has none.
  Map<Place, Standing> standings(Collection<Place> places);

  /// Changes what these participants may do in the session; null leaves it as it is.
  void changePermissions(
      MeetingSessionId session,
      Collection<VoterId> voters,
      @Nullable Boolean create,
      @Nullable Boolean vote,
      @Nullable Boolean view);

  /// Remembers who asked a poll.
  void addPoll(MeetingPoll poll);

  /// Who asked each of these polls.
  Map<SessionId, MeetingPoll> polls(Set<SessionId> sessions);

  /// Which sessions are meant, and in which order; null means any.
  ///
  /// @param search the id of the session or the meeting, or a part of the title in whatever case
  /// @param fewest participants that there were in all
  record SessionFilter(
      @Nullable AppId app,
      @Nullable String search,
      @Nullable MeetingId meeting,
      @Nullable Boolean live,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Integer fewest,
      @Nullable Integer most,
      boolean byMinutes,
      boolean descending) {}

  /// Which connections are meant, and in which order; null means any.
  ///
  /// @param search a part of the shown name or of the custom id, in whatever case
  record PeerFilter(
      @Nullable String search,
      @Nullable ParticipantId participant,
      @Nullable String peer,
      boolean byDuration,
      boolean descending) {}
}
