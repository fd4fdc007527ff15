package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.people.AccessToken;

/// An access token on the Canvas wire.
///
/// @param visibleToken the secret; only in the answer to its creation
@Schema(name = "AccessToken")
record TokenWire(
    Id id,
    Id userId,
    String purpose,
    List<String> scopes,
    Instant createdAt,
    @Schema(nullable = true) @Nullable Instant expiresAt,
    String workflowState,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String visibleToken)
    implements CanvasBody {

  static TokenWire of(AccessToken token, @Nullable String secret) {
    return new TokenWire(
        new Id(token.id().value()),
        new Id(token.user().value()),
        token.purpose(),
        token.scopes(),
        token.createdAt(),
        token.expiresAt(),
        token.revokedAt() == null ? "active" : "deleted",
        secret);
  }

  /// What a creation sends.
  @Schema(name = "AccessTokenRequest")
  record Request(Fields token) {
    @Schema(name = "AccessTokenFields")
    record Fields(String purpose, @Nullable Instant expiresAt, @Nullable List<String> scopes) {}
  }
}
