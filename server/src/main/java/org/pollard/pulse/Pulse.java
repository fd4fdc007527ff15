package org.pollard.pulse;

import org.jspecify.annotations.Nullable;

/// How something is that has to go on. Immutable.
///
/// @param name of its thread
/// @param alive false when it has ended though nobody ended it, or does not move any more: only a
///   new start of the server helps
/// @param fault the kind of what went wrong last, if it has not gone well since; never a message,
///   which may name people
public record Pulse(String name, boolean alive, @Nullable String fault) {}
