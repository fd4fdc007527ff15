package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.people.User;

/// A user on the Canvas wire.
///
/// @param loginId only for those who may see it
@Schema(name = "User")
record UserWire(
    Id id,
    String name,
    String sortableName,
    String shortName,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String loginId)
    implements CanvasBody {

  static UserWire of(User user, boolean withLogin) {
    return new UserWire(
        new Id(user.id().value()),
        user.name(),
        user.sortableName(),
        user.name(),
        user.createdAt(),
        withLogin ? user.loginId() : null);
  }

  /// What a creation sends.
  @Schema(name = "UserRequest")
  record Request(Fields user, @Nullable Pseudonym pseudonym) {
    @Schema(name = "UserFields")
    record Fields(String name) {}

    @Schema(name = "PseudonymFields")
    record Pseudonym(@Nullable String uniqueId, @Nullable String password) {}
  }
}
