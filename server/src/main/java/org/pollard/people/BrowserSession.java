package org.pollard.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A browser in which somebody is signed in.
///
/// @param browser such as `Firefox on Linux`; absent when it did not say
/// @param seenAt to the hour
/// @param steers the room whose remote control it is; null: it is a browser like others
public record BrowserSession(
    TokenId id,
    @Nullable String browser,
    Instant signedInAt,
    Instant seenAt,
    @Nullable Long steers) {}
