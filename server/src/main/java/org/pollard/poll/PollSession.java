package org.pollard.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One asking of a poll before an audience.
///
/// @param open whether votes are taken now
/// @param anonymous whether nothing stored links a voter to an answer; fixed when the session is
///   made
/// @param visibility when the audience sees results
/// @param showsVoters whether results tell who voted for what (never in an anonymous session)
/// @param showsCorrect whether the audience is told which choices are correct; never while votes
///   are taken
/// @param presented whether the room has ever presented it: it was opened, or put on show
/// @param opened whether it has ever taken votes
/// @param changeable whether a voter may take another answer while it is open; never in an
///   anonymous session, where nothing stored tells what was answered
/// @param corrected whether a text was corrected after somebody may have answered to it
/// @param planned when the audience was to see results as it was first opened, whatever was
///   revealed or hidden since
/// @param openedAt when it took votes first; null when it never did, or did before that was kept
/// @param kind of the poll
public record PollSession(
    SessionId id,
    PollId poll,
    AudienceRef audience,
    boolean open,
    boolean anonymous,
    ResultsVisibility visibility,
    boolean showsVoters,
    boolean showsCorrect,
    boolean presented,
    boolean opened,
    boolean changeable,
    boolean corrected,
    ResultsVisibility planned,
    Instant createdAt,
    @Nullable Instant openedAt,
    Kind kind) {

  /// One that asks for one choice of some, of which it is not known when it was opened.
  public PollSession(
      SessionId id,
      PollId poll,
      AudienceRef audience,
      boolean open,
      boolean anonymous,
      ResultsVisibility visibility,
      boolean showsVoters,
      boolean showsCorrect,
      boolean presented,
      boolean opened,
      boolean changeable,
      boolean corrected,
      ResultsVisibility planned,
      Instant createdAt) {
    this(
        id,
        poll,
        audience,
        open,
        anonymous,
        visibility,
        showsVoters,
        showsCorrect,
        presented,
        opened,
        changeable,
        corrected,
        planned,
        createdAt,
        null,
        Kind.SINGLE);
  }

  /// When it was asked, as far as that is known: when it took votes first, else when it was made.
  public Instant askedAt() {
    return openedAt == null ? createdAt : openedAt;
  }

  /// Where it is in its life.
  public SessionState state() {
    if (open) {
      return SessionState.OPEN;
    }
    if (!opened) {
      return SessionState.WAITING;
    }
    return showsCorrect ? SessionState.TOLD : SessionState.CLOSED;
  }

  /// Whether this viewer may see the session at all, with its question and its choices.
  public boolean isShownTo(Viewer viewer) {
    return viewer.manage() || (viewer.view() && (presented || viewer.preview()));
  }

  /// Whether this viewer may see the counts. Nobody sees those of a session that is hidden from
  /// them, wherever it is listed.
  public boolean showsResultsTo(Viewer viewer, boolean voted) {
    return viewer.manage() || (isShownTo(viewer) && visibility.shows(voted));
  }

  /// Whether others than the voter may know that somebody took part.
  public boolean tellsWhoTookPart() {
    return !(anonymous && open);
  }

  /// Whether this viewer may see who voted for what.
  public boolean showsVotesTo(Viewer viewer, boolean voted) {
    return !anonymous && showsVoters && showsResultsTo(viewer, voted);
  }
}
