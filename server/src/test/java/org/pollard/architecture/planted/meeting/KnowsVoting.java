package org.pollard.architecture.planted.meeting;

import org.pollard.voting.Vote;

/// Planted: breaks a rule on purpose.
record KnowsVoting(Vote known) {}
