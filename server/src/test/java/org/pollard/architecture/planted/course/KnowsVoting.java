package org.pollard.architecture.planted.course;

import org.pollard.voting.Vote;

/// Planted: breaks a rule on purpose.
record KnowsVoting(Vote known) {}
