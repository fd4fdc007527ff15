package org.pollard.canvas;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.pollard.course.Section;

/// A section of a course on the Canvas wire.
@Schema(name = "Section")
record SectionWire(Id id, String name, Id courseId, Instant createdAt) implements CanvasBody {

  static SectionWire of(Section section) {
    return new SectionWire(
        new Id(section.id().value()),
        section.name(),
        new Id(section.course().value()),
        section.createdAt());
  }

  /// What a creation sends.
  @Schema(name = "SectionRequest")
  record Request(Fields courseSection) {
    @Schema(name = "SectionFields")
    record Fields(String name) {}
  }
}
