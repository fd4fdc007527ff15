package org.pollard.meeting;

import java.time.Instant;

/// A named set of permissions and settings, which participants are given.
///
/// @param document an object with `config`, `permissions` and `ui` as JSON, kept as it is
/// @param deleted whether it can be given to nobody any more; who has it keeps it
public record Preset(
    PresetId id,
    AppId app,
    String name,
    PresetPermissions permissions,
    String document,
    Instant createdAt,
    Instant updatedAt,
    boolean deleted) {}
