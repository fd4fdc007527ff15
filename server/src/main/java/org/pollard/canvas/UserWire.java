package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pollard.people.User;

/// A user on the Canvas wire.
///
/// @param loginId only for those who may see it
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
  record Request(Fields user, @Nullable Pseudonym pseudonym) {
    record Fields(String name) {}

    record Pseudonym(@Nullable String uniqueId, @Nullable String password) {}
  }
}
