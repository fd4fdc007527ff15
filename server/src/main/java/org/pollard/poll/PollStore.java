package org.pollard.poll;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Keeps polls, their choices and their sessions. Thread-safe; every call may wait for the
/// database, so none belongs on an event loop. A write has been made durable when the call returns.
/// Whatever was deleted is gone for every call.
public interface PollStore {

  Poll addPoll(VoterId owner, String question, @Nullable String description, Instant now);

  /// Adds a poll of any kind together with its choices.
  Poll addPoll(VoterId owner, PollDraft draft, Instant now);

  /// What became of the wish to replace a poll.
  enum Replacement {
    REPLACED,
    GONE,
    /// A choice that is to stay is none of this poll.
    UNKNOWN_CHOICE,
    /// Somebody has answered, and it would ask for something else.
    HAS_VOTES,
    /// An anonymous session holds votes for a choice that would go: they could not be taken out
    /// without telling whose they were.
    HAS_ANONYMOUS_VOTES,
    /// Somebody has changed it since whoever asks has seen it.
    CHANGED
  }

  /// Replaces a poll whole. A choice with an id stays, with what was answered there; one that is
  /// left out is deleted with it.
  ///
  /// @param seen [Edition]s one of which it must be; empty: whichever it is
  /// @throws org.pollard.people.Quota.Reached when texts were corrected as often as they may be
  Replacement replacePoll(PollId id, PollDraft draft, Set<String> seen, Instant now);

  /// The same whatever it says now.
  default Replacement replacePoll(PollId id, PollDraft draft, Instant now) {
    return replacePoll(id, draft, Set.of(), now);
  }

  /// The polls of this person that were asked nowhere, newest first.
  List<Poll> neverAsked(VoterId owner, int most);

  /// Adds a poll together with its choices, which keep the order of these texts.
  Poll addPollWithChoices(VoterId owner, String question, List<String> choices, Instant now);

  Optional<Poll> poll(PollId id);

  /// The polls among these that exist, by id.
  Map<PollId, Poll> polls(Collection<PollId> ids);

  /// The images that stand with these polls and their choices; polls without any are left out.
  Map<PollId, List<Picture>> pictures(Collection<PollId> polls);

  /// The polls that this person owns, newest first, equal times by id descending.
  Listing<Poll> pollsOf(VoterId owner, Slice slice);

  /// Replaces question and description by those that `change` makes of what is there; empty when
  /// the poll is gone. In sessions where somebody may have answered, what the question said before
  /// is kept.
  ///
  /// @param change is quick, does no I/O, and may be asked again
  /// @throws org.pollard.people.Quota.Reached when that was kept as often as it may be
  Optional<Poll> changePoll(PollId id, UnaryOperator<Poll> change, Instant now);

  /// The same with values that do not depend on what is there.
  default Optional<Poll> changePoll(
      PollId id, String question, @Nullable String description, Instant now) {
    return changePoll(id, was -> was.saying(question, description), now);
  }

  /// Deletes the poll with everything that belongs to it; false when it was gone.
  boolean deletePoll(PollId id);

  /// Adds a choice; empty when the poll is gone.
  Optional<Choice> addChoice(PollId poll, String text, @Nullable Integer position, boolean correct);

  /// A choice of this poll.
  Optional<Choice> choice(PollId poll, ChoiceId id);

  /// The choices of a poll in their order: position ascending, nulls last, then id.
  Listing<Choice> choices(PollId poll, Slice slice);

  /// All choices of these polls in their order, by poll; polls without choices have an empty list.
  Map<PollId, List<Choice>> choicesOf(Collection<PollId> polls);

  /// Replaces text, position and correctness by those that `change` makes of what is there; empty
  /// when the choice is gone. In sessions where somebody may have chosen it, what it said before is
  /// kept.
  ///
  /// @param change is quick, does no I/O, and may be asked again
  /// @throws org.pollard.people.Quota.Reached when that was kept as often as it may be
  Optional<Choice> changeChoice(
      PollId poll, ChoiceId id, UnaryOperator<Choice> change, Instant now);

  /// The same with values that do not depend on what is there.
  default Optional<Choice> changeChoice(Choice changed, Instant now) {
    return changeChoice(changed.poll(), changed.id(), _ -> changed, now);
  }

  /// What was corrected in these sessions, oldest first; sessions without corrections are left out.
  Map<SessionId, List<Correction>> corrections(Collection<SessionId> sessions);

  /// What became of the wish to delete a choice.
  enum ChoiceDeletion {
    DELETED,
    GONE,
    /// An anonymous session holds votes for it: they could not be taken out without telling whose
    /// they were.
    HAS_ANONYMOUS_VOTES
  }

  /// Deletes a choice with the votes for it.
  ChoiceDeletion deleteChoice(PollId poll, ChoiceId id);

  /// Adds a closed session; empty when the poll is gone, or the audience is a section that its
  /// course does not have.
  Optional<PollSession> addSession(NewSession session, Instant now);

  Optional<PollSession> session(SessionId id);

  /// The sessions among these that exist, by id.
  Map<SessionId, PollSession> sessions(Collection<SessionId> ids);

  /// The session that the room of this audience presents at the moment, unless it is gone. A
  /// section shares the room of its course.
  Optional<SessionId> onShow(AudienceRef audience);

  /// Has the room of this audience present this session. Opening a session does so too.
  void show(AudienceRef audience, SessionId session);

  /// The sessions of a poll by id ascending.
  Listing<PollSession> sessionsOf(PollId poll, Slice slice);

  /// The sessions before any of these audiences that are open, or those that are not, by id
  /// ascending.
  Listing<PollSession> sessionsBefore(Collection<AudienceRef> audiences, boolean open, Slice slice);

  /// The newest sessions before any of these audiences, open or not, by id ascending.
  List<PollSession> newestSessionsBefore(Collection<AudienceRef> audiences, int most);

  /// All sessions before exactly this audience, open or not, by id ascending.
  Listing<PollSession> sessionsBefore(AudienceRef audience, Slice slice);

  /// The sessions of a course's room, its sections' too, in the order in which they were arranged;
  /// those that came later follow by id ascending. A section shares the room of its course.
  Listing<PollSession> agenda(AudienceRef.InCourse room, Slice slice);

  /// Arranges the sessions of a room in this order; those that it leaves out stand behind, as if
  /// they had come later. False, and nothing is changed, when it names one twice, or one that the
  /// room does not have.
  boolean arrange(AudienceRef.InCourse room, List<SessionId> order);

  /// Replaces audience and results visibility of a session, and nothing else, by those that
  /// `change` makes of what is there; empty when it is gone.
  ///
  /// @param change is quick, does no I/O, and may be asked again
  Optional<PollSession> changeSession(SessionId id, UnaryOperator<Setting> change);

  /// The same with values that do not depend on what is there.
  default Optional<PollSession> changeSession(
      SessionId id, AudienceRef audience, ResultsVisibility visibility) {
    return changeSession(id, _ -> new Setting(audience, visibility));
  }

  /// What of a session can be changed.
  record Setting(AudienceRef audience, ResultsVisibility visibility) {}

  /// Tells the audience of a closed session which choices are correct, or no longer; opening it
  /// ends that. False when the session is gone, or would tell while it takes votes or before it
  /// ever did.
  boolean showCorrect(SessionId id, boolean shows);

  /// What became of the wish that voters may, or may not, change their answers.
  enum ChangeableOutcome {
    CHANGED,
    GONE,
    /// Nothing stored tells what somebody has answered, so nothing could take its place.
    ANONYMOUS,
    /// Those who have voted did so by the other rule.
    HAS_VOTES
  }

  /// Has voters be able to take another answer while the session is open, or not. Saying what holds
  /// already is always possible.
  ChangeableOutcome setChangeable(SessionId id, boolean changeable);

  /// Has an entry of a session be seen, or by hosts only; empty when there is none.
  Optional<Entry> setEntry(SessionId session, EntryId entry, EntryState state);

  /// The words of a course's room that have an entry begin as hidden.
  BlockedWords blockedWords(long course);

  /// Replaces them; what was written before stays as it is.
  void setBlockedWords(long course, BlockedWords words);

  /// Deletes the session with its votes; false when it was gone.
  boolean deleteSession(SessionId id);

  /// The different audiences of each poll's sessions; polls without sessions have an empty list.
  Map<PollId, List<AudienceRef>> audiencesOf(Collection<PollId> polls);

  /// The tally of each of these sessions that exists. Each is read in one statement with its
  /// version; costs the number of cells, not of votes.
  Map<SessionId, Tally> tallies(Collection<SessionId> sessions);

  /// How many people answered in each of these sessions that exists, abstentions included.
  Map<SessionId, Long> people(Collection<SessionId> sessions);

  /// Votes for each choice over all sessions of each of these polls, 0 included, in the order of
  /// the choices.
  Map<PollId, Map<ChoiceId, Long>> totals(Collection<PollId> polls);

  /// What is needed to make a poll session.
  record NewSession(
      PollId poll,
      AudienceRef audience,
      boolean anonymous,
      ResultsVisibility visibility,
      boolean showsVoters,
      boolean changeable) {

    public NewSession {
      if (anonymous && changeable) {
        throw new IllegalArgumentException("an anonymous answer cannot be changed");
      }
    }

    /// One in which the first answer is final.
    public NewSession(
        PollId poll,
        AudienceRef audience,
        boolean anonymous,
        ResultsVisibility visibility,
        boolean showsVoters) {
      this(poll, audience, anonymous, visibility, showsVoters, false);
    }
  }
}
