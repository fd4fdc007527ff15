package org.pollard.meeting;

import java.time.Instant;
import org.pollard.people.VoterId;

/// A tenant, to which presets and meetings belong. The key that goes with it is stored nowhere.
///
/// @param owner to whom the polls of its meetings belong; nobody can be known as that voter, so
///   nobody has an owner's rights in them
/// @param keyHash hexadecimal SHA-256 of the key
public record App(AppId id, VoterId owner, String name, String keyHash, Instant createdAt) {}
