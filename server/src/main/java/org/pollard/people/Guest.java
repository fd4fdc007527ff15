package org.pollard.people;

import org.jspecify.annotations.Nullable;

/// Somebody without an account: a browser that keeps a secret.
///
/// @param name as the guest gave it; absent as long as nobody asked
public record Guest(VoterId id, @Nullable String name) {}
