package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An account on the Canvas wire.
@Schema(name = "Account")
@JsonInclude(JsonInclude.Include.ALWAYS)
record AccountWire(
    Id id,
    String name,
    @Schema(nullable = true) @Nullable Id parentAccountId,
    @Schema(nullable = true) @Nullable Id rootAccountId,
    String defaultTimeZone,
    String workflowState)
    implements CanvasBody {

  /// The only one that a server has.
  static final AccountWire ONLY =
      new AccountWire(CourseWire.ACCOUNT, "Pollard", null, null, "Etc/UTC", "active");
}
