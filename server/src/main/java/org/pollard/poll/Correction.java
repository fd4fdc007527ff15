package org.pollard.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a text said before it was corrected, in a session where somebody may have answered to it.
///
/// @param choice whose text it was; null: the question
/// @param at when another text took its place
public record Correction(@Nullable ChoiceId choice, String text, Instant at) {}
