package org.pollard.realtimekit;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantTokens;

/// Tells whether a participant's token opens the client's door: its routes and its socket.
/// Thread-safe; never waits.
@ApplicationScoped
public class Admission {

  private static final int UNAUTHENTICATED = 401;
  private static final int INACTIVE = 403;
  private static final int GONE = 404;

  private final ParticipantTokens tokens;
  private final MeetingAccess access;
  private final MeetingStore meetings;
  private final ExecutorService virtualThreads;

  Admission(
      ParticipantTokens tokens,
      MeetingAccess access,
      MeetingStore meetings,
      @VirtualThreads ExecutorService virtualThreads) {
    this.tokens = tokens;
    this.access = access;
    this.meetings = meetings;
    this.virtualThreads = virtualThreads;
  }

  /// What became of showing a token.
  public sealed interface Outcome {

    /// The token opens the door.
    record Admitted(Participant participant, Meeting meeting, Instant tokenEnd)
        implements Outcome {}

    /// It does not.
    ///
    /// @param status 401 for a token that is not good, 403 for a meeting that takes nobody in, 404
    ///   for a participant or meeting that is gone
    record Refused(int status) implements Outcome {}
  }

  /// Judges a token.
  ///
  /// @param token whatever was shown; empty when nothing was
  public CompletableFuture<Outcome> of(String token) {
    Optional<ParticipantTokens.Claims> read = tokens.verify(token);
    if (read.isEmpty()) {
      return refused(UNAUTHENTICATED);
    }
    ParticipantTokens.Claims claims = read.get();
    return access
        .participant(claims.participant())
        .thenCompose(
            found ->
                found
                    .filter(
                        each ->
                            !each.deleted()
                                && each.app().equals(claims.app())
                                && each.meeting().equals(claims.meeting()))
                    .map(each -> inMeeting(each, claims.expiresAt()))
                    .orElseGet(() -> refused(GONE)));
  }

  private CompletableFuture<Outcome> inMeeting(Participant participant, Instant tokenEnd) {
    return CompletableFuture.supplyAsync(
        () ->
            meetings
                .meeting(participant.meeting())
                .<Outcome>map(
                    meeting ->
                        meeting.active()
                            ? new Outcome.Admitted(participant, meeting, tokenEnd)
                            : new Outcome.Refused(INACTIVE))
                .orElse(new Outcome.Refused(GONE)),
        virtualThreads);
  }

  private static CompletableFuture<Outcome> refused(int status) {
    return CompletableFuture.completedFuture(new Outcome.Refused(status));
  }
}
