package org.pollard.meeting;

import java.util.UUID;

/// Identity of a participant, as it is known outside; inside it is a voter.
public record ParticipantId(UUID value) {}
