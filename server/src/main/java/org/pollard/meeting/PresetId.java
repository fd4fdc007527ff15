package org.pollard.meeting;

import java.util.UUID;

/// Identity of a preset.
public record PresetId(UUID value) {}
