package org.pollard.realtimekit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.AppId;
import org.pollard.meeting.Apps;
import org.pollard.meeting.ParticipantCredentials;
import org.pollard.meeting.ParticipantTokens;
import org.pollard.people.AccessTokens;
import org.pollard.people.Principal;
import org.pollard.people.TokenCheck;

/// Tells who asks, by what the request shows. Thread-safe; never waits.
@ApplicationScoped
class CallerLookup {

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
  CompletableFuture<Optional<Caller>> current(HttpServerRequest request) {
    return shown(request, "bearer ").map(this::bearer).orElseGet(CallerLookup::nobody);
  }

  /// An app's id and key, or a participant's token.
  CompletableFuture<Optional<Caller>> legacy(HttpServerRequest request) {
    Optional<String> basic = shown(request, "basic ");
    if (basic.isPresent()) {
      return basic(basic.get());
    }
    return shown(request, "bearer ")
        .filter(ParticipantTokens::looksLikeOne)
        .map(this::participant)
        .orElseGet(CallerLookup::nobody);
  }

  private CompletableFuture<Optional<Caller>> bearer(String secret) {
    if (ParticipantTokens.looksLikeOne(secret)) {
      return participant(secret);
    }
    return apiTokens
        .check(secret)
        .thenCompose(
            token ->
                token.isPresent()
                    ? CompletableFuture.completedFuture(
                        token.map(
                            each -> new Caller.ApiClient(each.id().value(), each.opensMeetings())))
                    : accessTokens.check(secret).thenApply(CallerLookup::known));
  }

  private CompletableFuture<Optional<Caller>> participant(String token) {
    return participants.check(token).thenApply(found -> found.map(Caller.InMeeting::new));
  }

  private static Optional<Caller> known(TokenCheck check) {
    return switch (check) {
      case TokenCheck.Valid(Principal principal) ->
          Optional.of(
              principal.root()
                  ? new Caller.Administrator()
                  : new Caller.Stranger(Long.toString(principal.token().value())));
      case TokenCheck.Expired _, TokenCheck.Revoked _, TokenCheck.Unknown _ -> Optional.empty();
    };
  }

  private CompletableFuture<Optional<Caller>> basic(String encoded) {
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
        .thenApply(found -> found.map(Caller.AppClient::new));
  }

  private static Optional<String> shown(HttpServerRequest request, String scheme) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(scheme))
        .map(header -> header.substring(scheme.length()).strip())
        .filter(each -> !each.isEmpty());
  }

  private static CompletableFuture<Optional<Caller>> nobody() {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
