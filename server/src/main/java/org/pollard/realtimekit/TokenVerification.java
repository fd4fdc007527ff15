package org.pollard.realtimekit;

import jakarta.enterprise.context.ApplicationScoped;
import org.pollard.meeting.ApiTokenId;
import org.pollard.meeting.AppStore;

/// Tells a good token that it is. One that is not good never comes so far. Thread-safe; may wait
/// for the database.
@ApplicationScoped
class TokenVerification {

  private static final ApiTokenWire.Message GOOD =
      new ApiTokenWire.Message(10000, "This API Token is valid and active");

  private final AppStore store;

  TokenVerification(AppStore store) {
    this.store = store;
  }

  ApiTokenWire.Envelope<ApiTokenWire.Verified> of(RealtimeKitCaller caller) {
    return switch (caller) {
      // Belongs to no account, and has no end.
      case RealtimeKitCaller.Administrator _ ->
          ApiTokenWire.Envelope.of(ApiTokenWire.Verified.of("administrator", null), GOOD);
      case RealtimeKitCaller.ApiClient(String token, _) ->
          store
              .token(new ApiTokenId(token))
              .map(
                  each ->
                      ApiTokenWire.Envelope.of(
                          ApiTokenWire.Verified.of(token, each.expiresAt()), GOOD))
              .orElseThrow(() -> new Refusal(RealtimeKitErrors.unauthenticated()));
      case RealtimeKitCaller.AppClient _,
          RealtimeKitCaller.InMeeting _,
          RealtimeKitCaller.Stranger _,
          RealtimeKitCaller.Unknown _ ->
          throw new Refusal(RealtimeKitErrors.denied());
    };
  }
}
