package org.pollard.meeting;

/// What became of the wish to make or change a preset.
public sealed interface PresetOutcome {

  record Kept(Preset preset) implements PresetOutcome {}

  /// The app has another preset of that name.
  record NameTaken() implements PresetOutcome {}

  /// There is no such preset, or no longer.
  record Unknown() implements PresetOutcome {}
}
