package org.pollard.realtimekit;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.Apps;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantCredentials;
import org.pollard.meeting.ParticipantTokens;
import org.pollard.people.AccessTokens;
import org.pollard.people.Credentials;
import org.pollard.people.Principal;
import org.pollard.people.TokenCheck;

/// Tells who asks, by what the request shows. Thread-safe; never waits.
@ApplicationScoped
class CallerLookup {

  private static final RealtimeKitCaller UNKNOWN = new RealtimeKitCaller.Unknown();

  private final ApiTokens apiTokens;
  private final AccessTokens accessTokens;
  private final Apps apps;
  private final ParticipantCredentials participants;

  CallerLookup(
      ApiTokens apiTokens,
      AccessTokens accessTokens,
      Apps apps,
      ParticipantCredentials participants) {
    this.apiTokens = apiTokens;
    this.accessTokens = accessTokens;
    this.apps = apps;
    this.participants = participants;
  }

  /// Bearer tokens: of the account, of the administrator, or of a participant.
  CompletableFuture<RealtimeKitCaller> current(Credentials.Shown shown) {
    String secret = shown.bearer();
    if (secret == null) {
      return nobody();
    }
    if (ParticipantTokens.looksLikeOne(secret)) {
      return participant(secret);
    }
    return apiTokens
        .check(secret)
        .thenCompose(
            token ->
                token.isPresent()
                    ? CompletableFuture.completedFuture(
                        new RealtimeKitCaller.ApiClient(
                            token.get().id().value(), token.get().opensMeetings()))
                    : accessTokens.check(secret).thenApply(CallerLookup::known));
  }

  /// An app's id and key, or a participant's token.
  CompletableFuture<RealtimeKitCaller> legacy(Credentials.Shown shown) {
    String basic = shown.basic();
    if (basic != null) {
      return basic(basic);
    }
    String secret = shown.bearer();
    return secret != null && ParticipantTokens.looksLikeOne(secret)
        ? participant(secret)
        : nobody();
  }

  private CompletableFuture<RealtimeKitCaller> participant(String token) {
    return participants
        .check(token)
        .thenApply(
            (Optional<Participant> found) ->
                found.<RealtimeKitCaller>map(RealtimeKitCaller.InMeeting::new).orElse(UNKNOWN));
  }

  private static RealtimeKitCaller known(TokenCheck check) {
    return switch (check) {
      case TokenCheck.Valid(Principal principal) ->
          principal.root()
              ? new RealtimeKitCaller.Administrator(principal.token())
              : new RealtimeKitCaller.Stranger(Long.toString(principal.token().value()));
      case TokenCheck.Expired _, TokenCheck.Revoked _, TokenCheck.Unknown _ -> UNKNOWN;
    };
  }

  private CompletableFuture<RealtimeKitCaller> basic(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return nobody();
    }
    int colon = pair.indexOf(':');
    if (colon <= 0) {
      return nobody();
    }
    return apps.check(new AppId(pair.substring(0, colon)), pair.substring(colon + 1))
        .thenApply(
            (Optional<App> found) ->
                found.<RealtimeKitCaller>map(RealtimeKitCaller.AppClient::new).orElse(UNKNOWN));
  }

  private static CompletableFuture<RealtimeKitCaller> nobody() {
    return CompletableFuture.completedFuture(UNKNOWN);
  }
}
