package org.pollard.architecture.planted.store;

import org.pollard.store.voting.VoteRows;

/// Planted: breaks a rule on purpose.
record KnowsVotes(VoteRows known) {}
