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

  /// The user as a profile shows them: the same, and what Canvas has beside and nothing here.
  @Schema(name = "Profile")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Profile(
      Id id,
      String name,
      String shortName,
      String sortableName,
      @Schema(nullable = true) @Nullable String title,
      @Schema(nullable = true) @Nullable String bio,
      @Schema(nullable = true) @Nullable String primaryEmail,
      @Schema(nullable = true) @Nullable String loginId,
      @Schema(nullable = true) @Nullable String avatarUrl,
      @Schema(nullable = true) @Nullable String locale,
      String timeZone)
      implements CanvasBody {

    static Profile of(User user) {
      return new Profile(
          new Id(user.id().value()),
          user.name(),
          user.name(),
          user.sortableName(),
          null,
          null,
          null,
          user.loginId(),
          null,
          null,
          "Etc/UTC");
    }
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
