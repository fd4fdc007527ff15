package org.pollard.architecture.planted.realtimekit;

import org.pollard.store.Database;

/// Planted: breaks a rule on purpose.
record KnowsStore(Database known) {}
