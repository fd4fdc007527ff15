package org.pollard.meeting;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pollard.people.CallerKind;
import org.pollard.people.Credentials;

/// Participants' tokens as credentials. Thread-safe; never waits.
public final class ParticipantCredentials implements Credentials {

  private final ParticipantTokens tokens;
  private final MeetingAccess access;

  public ParticipantCredentials(ParticipantTokens tokens, MeetingAccess access) {
    this.tokens = tokens;
    this.access = access;
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    String bearer = shown.bearer();
    if (bearer == null) {
      return CompletableFuture.completedFuture(null);
    }
    return check(bearer)
        .thenApply(
            found ->
                found.map(each -> new Known(each.voter(), CallerKind.PARTICIPANT)).orElse(null));
  }

  /// The participant whose token this is; empty when the token is not good, or when the
  /// registration was taken back.
  public CompletableFuture<Optional<Participant>> check(String token) {
    Optional<ParticipantTokens.Claims> read = tokens.verify(token);
    if (read.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    ParticipantTokens.Claims claims = read.get();
    return access
        .participant(claims.participant())
        .thenApply(
            found ->
                found.filter(
                    each ->
                        !each.deleted()
                            && each.app().equals(claims.app())
                            && each.meeting().equals(claims.meeting())));
  }
}
