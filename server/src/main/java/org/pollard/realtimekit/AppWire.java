package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.Apps;

/// An app.
///
/// @param apiKey only in the answer to its making
@Schema(name = "KitApp")
public record AppWire(
    String id,
    String name,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String apiKey) {

  static AppWire of(App app) {
    return new AppWire(app.id().value(), app.name(), app.createdAt(), null);
  }

  /// The answer to its making.
  @Schema(name = "KitAppMade")
  public record AppMade(AppWire app) {

    static AppMade of(Apps.Made made) {
      App app = made.app();
      return new AppMade(new AppWire(app.id().value(), app.name(), app.createdAt(), made.key()));
    }
  }

  /// What makes one.
  @Schema(name = "KitAppRequest")
  public record Request(@Schema(required = true) String name) {}
}
