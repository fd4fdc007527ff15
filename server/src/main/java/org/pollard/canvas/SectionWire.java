package org.pollard.canvas;

import java.time.Instant;
import org.pollard.course.Section;

/// A section of a course on the Canvas wire.
record SectionWire(Id id, String name, Id courseId, Instant createdAt) implements CanvasBody {

  static SectionWire of(Section section) {
    return new SectionWire(
        new Id(section.id().value()),
        section.name(),
        new Id(section.course().value()),
        section.createdAt());
  }

  /// What a creation sends.
  record Request(Fields courseSection) {
    record Fields(String name) {}
  }
}
