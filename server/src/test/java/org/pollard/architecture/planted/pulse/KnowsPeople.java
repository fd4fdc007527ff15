package org.pollard.architecture.planted.pulse;

import org.pollard.people.VoterId;

/// Planted: breaks a rule on purpose.
record KnowsPeople(VoterId known) {}
