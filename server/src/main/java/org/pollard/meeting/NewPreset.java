package org.pollard.meeting;

/// What is needed to make a preset.
///
/// @param document an object with `config`, `permissions` and `ui` as JSON, kept as it is
public record NewPreset(AppId app, String name, PresetPermissions permissions, String document) {}
