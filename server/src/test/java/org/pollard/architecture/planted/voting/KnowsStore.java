package org.pollard.architecture.planted.voting;

import org.pollard.store.Database;

/// Planted: breaks a rule on purpose.
record KnowsStore(Database known) {}
