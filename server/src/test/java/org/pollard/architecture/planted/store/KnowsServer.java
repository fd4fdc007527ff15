package org.pollard.architecture.planted.store;

import org.pollard.server.Settings;

/// Planted: breaks a rule on purpose.
record KnowsServer(Settings known) {}
