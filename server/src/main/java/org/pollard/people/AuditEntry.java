package org.pollard.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the audit log: who did what, when, and from where. Never an answer to a poll, never
/// a secret.
///
/// @param actor who did it; absent for somebody unknown
/// @param actorName as they were called then
/// @param detail what it was done to, in a few words
/// @param address as [AuditTrail] was told; absent for what the server did by itself
public record AuditEntry(
    long id,
    Instant at,
    AuditEvent event,
    @Nullable VoterId actor,
    String actorName,
    String detail,
    @Nullable String address) {}
