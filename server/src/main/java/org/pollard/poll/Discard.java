package org.pollard.poll;

import java.time.Instant;

/// Something that was deleted and can still be taken back.
///
/// @param course the room in which it was asked; 0 for a poll that was asked nowhere
/// @param question of the poll
/// @param endsAt until when
public record Discard(DiscardId id, long course, String question, Instant endsAt) {}
